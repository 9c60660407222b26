import type { JsonObject } from '@backstage/types';
import type { WebhookDelivery } from '@sei-platform/plugin-engineering-insights-node';
import { accountOf } from './accountOf';
import { isPullRequestEvent } from './isPullRequestEvent';
import { objectOf } from './objectOf';

const KEPT = [
  'repository.name',
  'repository.defaultBranch',
  'repository.project.name',
  'refUpdates',
  'definition.name',
  'definition.project.name',
  'project.name',
  'deployment.release.artifacts',
  'environment.release.artifacts',
  'release.artifacts',
  'fields.System.AreaPath',
  'revision.fields.System.AreaPath',
];

/** Of a body all that is looked at: the rest is texts of people, for people. */
export function keepOfDelivery({ body }: WebhookDelivery): JsonObject {
  const resource = objectOf(body.resource) ?? {};
  const kept = isPullRequestEvent(body)
    ? keptOfPullRequest(resource)
    : pickDeep(resource, KEPT);
  return {
    ...pickDeep(body, ['id', 'subscriptionId', 'eventType', 'createdDate']),
    resource: kept,
  };
}

/** The same as is stored of one that was read, in the form in which it was sent. */
function keptOfPullRequest(resource: JsonObject): JsonObject {
  const kept: JsonObject = pickDeep(resource, [
    'pullRequestId',
    'status',
    'isDraft',
    'title',
    'creationDate',
    'closedDate',
    'sourceRefName',
    'targetRefName',
    'repository.name',
    'repository.project.name',
    'lastMergeSourceCommit.commitId',
    'lastMergeCommit.commitId',
    'labels',
  ]);
  for (const name of ['createdBy', 'closedBy']) {
    const person = objectOf(resource[name]);
    if (person) {
      const evidence = accountOf(person)?.actorEvidence;
      kept[name] = {
        ...pickDeep(person, ['id', 'uniqueName', 'descriptor', 'isContainer']),
        // The name that says it is replaced in the inbox.
        ...(evidence && { actorEvidence: evidence }),
      };
    }
  }
  return kept;
}

/** Some members, each by its path; a name of a field of work items has a dot in itself. */
function pickDeep(value: JsonObject, paths: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const path of paths) {
    const steps = path
      .replace('System.AreaPath', 'System~AreaPath')
      .split('.')
      .map(step => step.replace('~', '.'));
    copy(value, picked, steps);
  }
  return picked;
}

function copy(
  from: JsonObject,
  to: JsonObject,
  [step, ...rest]: readonly string[],
): void {
  const value = from[step];
  if (value === undefined) return;
  if (rest.length === 0) {
    to[step] = value;
    return;
  }
  const child = objectOf(value);
  if (!child) return;
  const target = objectOf(to[step]) ?? {};
  to[step] = target;
  copy(child, target, rest);
}
