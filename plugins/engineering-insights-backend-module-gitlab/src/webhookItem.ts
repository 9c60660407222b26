import type { JsonObject, JsonValue } from '@backstage/types';
import { accountOf } from './accountOf';
import { objectOf } from './objectOf';
import { pick } from './streams/pick';
import { projectJob, projectPipeline } from './streams/pipelines';

export interface StreamItem {
  readonly stream: string;
  readonly item: JsonValue;
}

/**
 * What of an event is a record of a stream. A push is none: it names neither the
 * parents of its commits nor when they were authored, so only reading the branch
 * gives a graph. Nor is a job: it is a part of a pipeline.
 */
export function webhookItem(
  body: JsonObject,
  path: string,
): StreamItem | undefined {
  switch (body.object_kind) {
    case 'merge_request':
      return mergeRequestItem(body);
    case 'pipeline':
      return pipelineItem(body);
    case 'deployment':
      return deploymentItem(body);
    case 'release':
      return releaseItem(body);
    case 'tag_push':
      return pushedTagItem(body);
    case 'issue':
    case 'work_item':
      return issueItem(body, path);
    default:
      return undefined;
  }
}

function mergeRequestItem(body: JsonObject): StreamItem | undefined {
  const value = objectOf(body.object_attributes);
  if (!value) return undefined;
  const user = objectOf(body.user);
  const isAuthor =
    value.action === 'open' ||
    (user?.id !== undefined && user.id === value.author_id);
  const labels = value.labels ?? body.labels;
  const mergeRequest = {
    ...pick(value, [
      'iid',
      'title',
      'state',
      'draft',
      'work_in_progress',
      'created_at',
      'updated_at',
      'source_branch',
      'target_branch',
      'merge_commit_sha',
      'squash_commit_sha',
    ]),
    web_url: value.url,
    sha: objectOf(value.last_commit)?.id,
    // An event tells what happened just now, and the time of what happened before is read.
    ...(value.action === 'merge' && { merged_at: value.updated_at }),
    ...(value.action === 'close' && { closed_at: value.updated_at }),
    labels: titlesOf(labels),
    author: isAuthor ? accountOf(user) : null,
    merge_user: value.action === 'merge' ? accountOf(user) : null,
  };
  return { stream: 'merge-requests', item: { from: 'webhook', mergeRequest } };
}

function pipelineItem(body: JsonObject): StreamItem | undefined {
  const pipeline = objectOf(body.object_attributes);
  if (!pipeline) return undefined;
  const builds = Array.isArray(body.builds) ? body.builds : [];
  const item = {
    from: 'webhook',
    pipeline: projectPipeline(pipeline),
    jobs: builds.flatMap(build => {
      const job = objectOf(build);
      return job ? [projectJob(job)] : [];
    }),
  };
  return { stream: 'pipelines', item };
}

function deploymentItem(body: JsonObject): StreamItem | undefined {
  const { commit_url: commitUrl } = body;
  const deployment = {
    ...pick(body, [
      'ref',
      'status',
      'status_changed_at',
      'environment',
      'deployable_url',
    ]),
    id: body.deployment_id,
    // The body has the SHA cut short, and its whole only in the address of the commit.
    sha:
      typeof commitUrl === 'string' ? commitUrl.split('/').at(-1) : undefined,
  };
  return { stream: 'deployments', item: { from: 'webhook', deployment } };
}

function releaseItem(body: JsonObject): StreamItem | undefined {
  // A deleted release ends no fact: the version was published.
  if (body.action === 'delete') return undefined;
  const commit = objectOf(body.commit);
  const item = {
    from: 'webhook',
    release: {
      ...pick(body, ['tag', 'name', 'url', 'created_at', 'released_at']),
      commit: commit ? pick(commit, ['id']) : null,
    },
  };
  return { stream: 'releases', item };
}

function pushedTagItem(body: JsonObject): StreamItem | undefined {
  const { ref, after, checkout_sha: sha, commits } = body;
  const name = typeof ref === 'string' && /^refs\/tags\/(.+)$/.exec(ref)?.[1];
  const commit = (Array.isArray(commits) ? commits : [])
    .map(objectOf)
    .find(each => each?.id === sha);
  // An annotated tag is another object than its commit, with a date that a push leaves out.
  if (!name || !commit || after !== sha) return undefined;
  const tag = {
    name,
    commit: { id: sha, committed_date: commit.timestamp },
  };
  return { stream: 'tags', item: { from: 'webhook', tag } };
}

function issueItem(body: JsonObject, path: string): StreamItem | undefined {
  const value = objectOf(body.object_attributes);
  // Old versions do not tell an incident from an issue here; reading does.
  if (!value || typeof value.type !== 'string') return undefined;
  const [assignee] = Array.isArray(body.assignees) ? body.assignees : [];
  const labels = value.labels ?? body.labels;
  const issue = {
    ...pick(value, [
      'iid',
      'title',
      'state',
      'severity',
      'created_at',
      'updated_at',
      'closed_at',
      'weight',
    ]),
    key: `${path}#${value.iid}`,
    web_url: value.url,
    issue_type: value.type.toLowerCase(),
    ...(value.action === 'close' &&
      !value.closed_at && { closed_at: value.updated_at }),
    labels: titlesOf(labels),
    assignee: accountOf(assignee),
  };
  return { stream: 'issues', item: { from: 'webhook', issue } };
}

function titlesOf(labels: JsonValue | undefined): string[] | undefined {
  if (!Array.isArray(labels)) return undefined;
  return labels.flatMap(label => {
    const title = objectOf(label)?.title;
    return typeof title === 'string' ? [title] : [];
  });
}
