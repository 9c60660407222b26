import type { JsonObject, JsonValue } from '@backstage/types';

/** What is kept of an issue, in Jira's own words; its description and comments are not. */
export function projectIssue(issue: {
  id: string;
  key: string;
  fields: JsonObject;
}): JsonObject {
  const { id, key, fields } = issue;
  const assignee = objectOf(fields.assignee);
  return {
    id,
    key,
    fields: {
      ...pick(fields, [
        'summary',
        'created',
        'updated',
        'resolutiondate',
        'labels',
      ]),
      issuetype: pick(objectOf(fields.issuetype), [
        'name',
        'subtask',
        'hierarchyLevel',
      ]),
      status: {
        ...pick(objectOf(fields.status), ['id', 'name']),
        statusCategory: pick(
          objectOf(objectOf(fields.status)?.statusCategory),
          ['key'],
        ),
      },
      priority: named(fields.priority),
      components: listOf(fields.components)?.map(each => named(each) ?? null),
      parent: objectOf(fields.parent)
        ? pick(objectOf(fields.parent), ['key'])
        : fields.parent,
      // Data Center names an account, Cloud gives it an id.
      assignee: assignee
        ? pick(assignee, ['accountId', 'name', 'accountType'])
        : fields.assignee,
    },
  };
}

function named(value: JsonValue | undefined): JsonValue | undefined {
  return objectOf(value) ? pick(objectOf(value), ['name']) : value;
}

export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}

function listOf(value: JsonValue | undefined): JsonValue[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function pick(
  value: JsonObject | undefined,
  keys: readonly string[],
): JsonObject {
  return Object.fromEntries(
    keys
      .filter(key => value?.[key] !== undefined)
      .map(key => [key, value?.[key]]),
  );
}
