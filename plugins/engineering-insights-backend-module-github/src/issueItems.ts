import type { JsonObject, JsonValue } from '@backstage/types';
import { issueKeyOf } from './normalize/issues';
import { accountOf, objectOf, pick } from './webhookFields';

interface IssueItem {
  readonly stream: 'issues';
  readonly item: JsonValue;
}

/** The issue of an event `issues`. */
export function issueItem(body: JsonObject): IssueItem | undefined {
  // Of one that left the repository nothing is new.
  if (body.action === 'deleted' || body.action === 'transferred')
    return undefined;
  return itemOf(body, body.issue, {});
}

/** The issue of an event `sub_issues` that became or ceased to be a part of another one; that one has an event of its own. */
export function partOfIssueItem(body: JsonObject): IssueItem | undefined {
  if (body.action === 'parent_issue_removed')
    return itemOf(body, body.sub_issue, { parentKey: null });
  if (body.action !== 'parent_issue_added') return undefined;
  const number = objectOf(body.parent_issue)?.number;
  const repository = objectOf(body.parent_issue_repo)?.full_name;
  if (typeof number !== 'number' || typeof repository !== 'string')
    return undefined;
  const parentKey = issueKeyOf(repository, number);
  return itemOf(body, body.sub_issue, { parentKey });
}

function itemOf(
  body: JsonObject,
  issue: JsonValue | undefined,
  more: JsonObject,
): IssueItem | undefined {
  const value = objectOf(issue);
  const repository = objectOf(body.repository)?.full_name;
  // GitHub tells of the milestones of pull requests as if these were issues.
  if (!value || typeof repository !== 'string' || value.pull_request)
    return undefined;
  const { labels } = value;
  const type = objectOf(value.type);
  const item = {
    from: 'webhook',
    repository,
    issue: {
      ...pick(value, [
        'number',
        'html_url',
        'title',
        'state',
        'state_reason',
        'created_at',
        'updated_at',
        'closed_at',
      ]),
      ...(type && { type: pick(type, ['name']) }),
      ...(value.assignee !== undefined && {
        assignee: accountOf(value.assignee),
      }),
      ...(Array.isArray(labels) && {
        labels: labels.map(label => pick(objectOf(label) ?? {}, ['name'])),
      }),
    },
    ...more,
  };
  return { stream: 'issues', item };
}
