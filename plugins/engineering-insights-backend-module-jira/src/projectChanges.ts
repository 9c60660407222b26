import type { JsonObject, JsonValue } from '@backstage/types';
import { isoOf } from './instantOf';
import { objectOf } from './projectIssue';

/** One change of an issue's status or of its sprints. */
export type IssueChange = {
  /** ISO 8601, UTC. */
  at: string;
  field: 'status' | 'sprint';
  /** An id, or ids with commas; empty for none. */
  from: string;
  to: string;
  fromName: string;
  toName: string;
};

/** What is kept of a changelog: the changes of status and sprint, oldest first, without who made them. */
export function projectChanges(options: {
  readonly histories: readonly JsonObject[];
  readonly sprintFieldId?: string;
}): IssueChange[] {
  const changes = options.histories.flatMap(history => {
    const { created, id, items } = history;
    const at =
      typeof created === 'string' || typeof created === 'number'
        ? isoOf(created)
        : undefined;
    if (!at || !Array.isArray(items)) return [];
    return items.flatMap(item => {
      const change = changeOf(objectOf(item), options.sprintFieldId);
      return change ? [{ id: Number(id), change: { at, ...change } }] : [];
    });
  });
  return changes
    .sort(
      (left, right) =>
        left.change.at.localeCompare(right.change.at, 'en') ||
        left.id - right.id,
    )
    .map(({ change }) => change);
}

function changeOf(
  item: JsonObject | undefined,
  sprintFieldId: string | undefined,
): Omit<IssueChange, 'at'> | undefined {
  const field = fieldOf(item, sprintFieldId);
  if (!item || !field) return undefined;
  const text = (name: string) =>
    // Every object has a function of the name toString.
    Object.hasOwn(item, name) ? textOf(item[name]) : '';
  return {
    field,
    from: text('from'),
    to: text('to'),
    fromName: text('fromString'),
    toName: text('toString'),
  };
}

/** Data Center names fields, Cloud gives their ids as well. */
function fieldOf(
  item: JsonObject | undefined,
  sprintFieldId: string | undefined,
): IssueChange['field'] | undefined {
  const { field, fieldId } = item ?? {};
  if (fieldId === 'status' || (field === 'status' && !fieldId)) return 'status';
  if (sprintFieldId === undefined) return undefined;
  return fieldId === sprintFieldId || (field === 'Sprint' && !fieldId)
    ? 'sprint'
    : undefined;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : '';
}
