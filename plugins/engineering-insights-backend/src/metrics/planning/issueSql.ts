/**
 * What tells an issue from every other: its address, as a tracker's project,
 * component and board may all have it; else its place and id. Reads `bound` and
 * `issue`. Bytes are compared, as an order by language takes most of a query's time.
 */
export const ISSUE_IDENTITY_SQL = `(coalesce(issue.url,
               bound.scope_id || ':' || issue.external_id) collate "C")`;

/** The key of an issue: that of the first of the scopes in question which have it. Reads `bound` and `issue`. */
export const ISSUE_KEY_SQL = `min(bound.scope_id) over (
               partition by ${ISSUE_IDENTITY_SQL})
               || ':' || issue.external_id`;

/** The SQL condition that an issue is an item of its own: neither a part of one nor what holds many. */
export const IS_ITEM_SQL = `issue.type is distinct from 'subtask'
         and coalesce(lower(issue.source_type), '')
             not in ('epic', 'initiative')`;

/** In words, what `IS_ITEM_SQL` leaves out. */
export const NO_ITEMS =
  'Subtasks, whose parent counts, and epics and initiatives, whose issues count';

/** The SQL condition that a list of transitions or sprint changes says something. */
export function hasStepsSql(column: string): string {
  return `coalesce(jsonb_typeof(${column}) = 'array'
               and ${column} <> '[]', false)`;
}
