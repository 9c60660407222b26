import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  ScopeRef,
  WebhookDelivery,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { alertItem } from './alertItems';
import { issueItem, partOfIssueItem } from './issueItems';
import { keptOfEvent } from './keptOfEvent';
import { scopeIdOf } from './scopesOf';
import {
  projectWorkflowRun,
  type WorkflowRun,
} from './streams/projectWorkflowRun';
import { accountOf, objectOf, pick } from './webhookFields';

/** GitHub's webhooks, verified by the secret of one host. */
export function githubWebhook(
  secret: string,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'github',
    verify({ body, headers }) {
      const signature = headers['x-hub-signature-256'];
      if (!signature) {
        return {
          isVerified: false,
          reason: 'the header X-Hub-Signature-256 is missing',
        };
      }
      const expected = `sha256=${createHmac('sha256', secret)
        .update(body)
        .digest('hex')}`;
      if (!isEqualInConstantTime(signature, expected)) {
        return {
          isVerified: false,
          reason: 'X-Hub-Signature-256 does not match the body',
        };
      }
      const deliveryId = headers['x-github-delivery'];
      return { isVerified: true, ...(deliveryId && { deliveryId }) };
    },
    toItems,
    changedStreams,
    keep: ({ headers, body }) => keptOfEvent(headers['x-github-event'], body),
  };
}

function isEqualInConstantTime(left: string, right: string) {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}

type Item = { stream: string; item: JsonValue };

function toItems({ headers, body }: WebhookDelivery): readonly WebhookItem[] {
  const scope = scopeOf(body);
  const item = scope && itemOf(headers['x-github-event'], body);
  return scope && item ? [{ scope, ...item }] : [];
}

/**
 * What a push says has changed. It names neither the parents of its commits nor
 * when they were authored, so only reading the branch gives a graph; nor the
 * commit of an annotated tag.
 */
function changedStreams({
  headers,
  body,
}: WebhookDelivery): readonly ChangedStreams[] {
  const scope = scopeOf(body);
  if (!scope || headers['x-github-event'] !== 'push' || body.deleted === true)
    return [];
  const branch = objectOf(body.repository)?.default_branch;
  if (body.ref === `refs/heads/${branch}`)
    return [{ scope, streams: ['commits'] }];
  const isTag = typeof body.ref === 'string' && /^refs\/tags\//.test(body.ref);
  return isTag && !pushedTagItem(body) ? [{ scope, streams: ['tags'] }] : [];
}

function scopeOf(body: JsonObject): ScopeRef | undefined {
  const { full_name: fullName, html_url: url } =
    objectOf(body.repository) ?? {};
  if (typeof fullName !== 'string') return undefined;
  const [owner, name] = fullName.split('/');
  return {
    externalId: scopeIdOf(`${owner}/${name}`),
    title: fullName,
    ...(typeof url === 'string' && { url }),
  };
}

/**
 * What of an event is a record of a stream. A pushed branch is none. A `create` event names no revision; the
 * push of the same tag does.
 */
function itemOf(event: string | undefined, body: JsonObject): Item | undefined {
  switch (event) {
    case 'pull_request':
      return pullRequestItem(body);
    case 'pull_request_review':
      return reviewItem(body);
    case 'deployment':
    case 'deployment_status':
      return deploymentItem(body);
    case 'push':
      return pushedTagItem(body);
    case 'release':
      return releaseItem(body);
    case 'issues':
      return issueItem(body);
    case 'sub_issues':
      return partOfIssueItem(body);
    case 'workflow_run':
      return workflowRunItem(body);
    case 'code_scanning_alert':
    case 'dependabot_alert':
    case 'secret_scanning_alert':
      return alertItem(event, body);
    default:
      return undefined;
  }
}

function pullRequestItem(body: JsonObject): Item | undefined {
  const value = objectOf(body.pull_request);
  if (!value) return undefined;
  const [head, base] = [objectOf(value.head), objectOf(value.base)];
  const { labels } = value;
  const pullRequest = {
    ...pick(value, [
      'number',
      'html_url',
      'title',
      'state',
      'draft',
      'created_at',
      'updated_at',
      'merged_at',
      'closed_at',
      'merge_commit_sha',
      'additions',
      'deletions',
      'changed_files',
    ]),
    user: accountOf(value.user),
    merged_by: accountOf(value.merged_by),
    head: head && pick(head, ['sha', 'ref']),
    base: base && pick(base, ['ref']),
    labels: Array.isArray(labels)
      ? labels.map(label => pick(objectOf(label) ?? {}, ['name']))
      : undefined,
  };
  return { stream: 'pull-requests', item: { from: 'webhook', pullRequest } };
}

function reviewItem(body: JsonObject): Item | undefined {
  const value = objectOf(body.review);
  const pullRequest = objectOf(body.pull_request);
  if (!value || !pullRequest) return undefined;
  const review = {
    ...pick(value, ['id', 'html_url', 'state', 'submitted_at', 'updated_at']),
    user: accountOf(value.user),
    pullRequestNumber: pullRequest.number,
  };
  return { stream: 'pull-requests', item: { from: 'reviewWebhook', review } };
}

function deploymentItem(body: JsonObject): Item | undefined {
  const deployment = objectOf(body.deployment);
  if (!deployment) return undefined;
  const status = objectOf(body.deployment_status);
  const run = objectOf(body.workflow_run);
  const item = {
    from: 'webhook',
    deployment: pick(deployment, [
      'id',
      'environment',
      'sha',
      'ref',
      'created_at',
      'updated_at',
    ]),
    ...(status && { status: pick(status, ['state', 'created_at']) }),
    ...(run && { workflowRun: pick(run, ['id', 'run_attempt']) }),
  };
  return { stream: 'deployments', item };
}

function releaseItem(body: JsonObject): Item | undefined {
  const release = objectOf(body.release);
  // A deleted or withdrawn release ends no fact: the version was published.
  if (!release || body.action === 'deleted' || body.action === 'unpublished')
    return undefined;
  const item = {
    from: 'webhook',
    release: pick(release, [
      'tag_name',
      'name',
      'html_url',
      'draft',
      'prerelease',
      'created_at',
      'published_at',
      'updated_at',
    ]),
  };
  return { stream: 'releases', item };
}

function pushedTagItem(body: JsonObject): Item | undefined {
  const { ref, after } = body;
  const commit = objectOf(body.head_commit);
  const name = typeof ref === 'string' && /^refs\/tags\/(.+)$/.exec(ref)?.[1];
  // An annotated tag is another object than its commit, with a date that a push leaves out.
  if (!name || !commit || commit.id !== after) return undefined;
  const tag = { name, ...pick(commit, ['id', 'timestamp']) };
  return { stream: 'tags', item: { from: 'webhook', tag } };
}

function workflowRunItem(body: JsonObject): Item | undefined {
  const run = objectOf(body.workflow_run);
  if (!run) return undefined;
  const item = {
    from: 'webhook',
    run: projectWorkflowRun(run as unknown as WorkflowRun),
  };
  return { stream: 'workflow-runs', item };
}
