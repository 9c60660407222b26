import type { JsonObject, JsonValue } from '@backstage/types';
import { canonicalText } from './canonicalText';
import { settleStatuses, uniteStatuses } from './deploymentStatuses';
import type { FactField, FactTable } from './factTables';
import type { ToldFields } from './tellFields';

/** All that is known of one thing: a row of a fact table in the order of the table's fields. */
export interface FactState {
  readonly externalId: string;
  /** The newest time that the source told. */
  readonly sourceUpdatedAt: string;
  /** Null where nothing is known. */
  readonly values: readonly JsonValue[];
  /** When the source told the value; undefined where it never told any. */
  readonly times: readonly (string | undefined)[];
}

export interface MergeResult {
  readonly state: FactState;
  /** The row is new or a value differs. */
  readonly hasNewValues: boolean;
  /** A time differs, which decides later merges. */
  readonly hasNewTimes: boolean;
}

export interface MergeOptions {
  readonly table: FactTable;
  readonly known: FactState | undefined;
  readonly externalId: string;
  readonly told: ToldFields;
  /** The source's time of what is told. */
  readonly at: string;
}

/**
 * Merges what a fact tells into what is known, field by field: absent says
 * nothing, null clears, the newer time wins. Statuses of a deployment add up
 * and, once one is terminal, decide its outcome and finish.
 *
 * The result depends on what was told and when, not on the order of merging:
 * each field keeps the greatest of (time, strength of the value).
 */
export function mergeFact(options: MergeOptions): MergeResult {
  const { table, known, externalId, told, at } = options;
  const values = table.fields.map((_, index) => known?.values[index] ?? null);
  const times = table.fields.map((_, index) => known?.times[index]);
  const sourceUpdatedAt =
    known && known.sourceUpdatedAt > at ? known.sourceUpdatedAt : at;

  table.fields.forEach((field, index) => {
    const value = told[index];
    if (value === undefined) return;
    if (field.type === 'statuses') {
      // All that was ever told is kept, so null says nothing here.
      if (value !== null) values[index] = uniteStatuses(values[index], value);
    } else if (field.type === 'earliestInstant') {
      // It has no time: whenever it was told, the earliest stays, so null says nothing here.
      values[index] = earlierOf(values[index], value);
    } else if (
      isNewer({
        field,
        value,
        at,
        knownValue: values[index],
        knownAt: times[index],
      })
    ) {
      values[index] = value;
      times[index] = at;
    }
  });
  settle({ table, values, times, sourceUpdatedAt });

  const state: FactState = { externalId, sourceUpdatedAt, values, times };
  if (!known) return { state, hasNewValues: true, hasNewTimes: true };
  return {
    state,
    hasNewValues: values.some(
      (value, index) => !isEqual(value, known.values[index]),
    ),
    hasNewTimes:
      sourceUpdatedAt !== known.sourceUpdatedAt ||
      times.some((time, index) => time !== known.times[index]),
  };
}

/** Of two stored instants, or null where neither is known. */
function earlierOf(known: JsonValue, told: JsonValue): JsonValue {
  if (known === null || told === null) return known ?? told;
  return String(told) < String(known) ? told : known;
}

function isNewer(options: {
  field: FactField;
  value: JsonValue;
  at: string;
  knownValue: JsonValue;
  knownAt: string | undefined;
}): boolean {
  const { field, value, at, knownValue, knownAt } = options;
  if (knownAt === undefined || at > knownAt) return true;
  return at === knownAt && isStronger(value, knownValue, field);
}

/** Of two values told with the same time the one that knows more is stronger, else the one with the greater text. */
function isStronger(
  value: JsonValue,
  other: JsonValue,
  field: FactField,
): boolean {
  const rank = rankOf(value, field);
  const otherRank = rankOf(other, field);
  if (rank !== otherRank) return rank > otherRank;
  return canonicalText(value) > canonicalText(other);
}

function rankOf(value: JsonValue, field: FactField): number {
  if (value === null) return -2;
  if (field.type === 'identity') {
    const { key, actor } = value as JsonObject;
    return (key === null ? 0 : 2) + (actor === 'unknown' ? 0 : 1);
  }
  return field.order?.indexOf(String(value)) ?? -1;
}

function isEqual(value: JsonValue, other: JsonValue): boolean {
  return value === other || canonicalText(value) === canonicalText(other);
}

/** Lets terminal statuses decide; statuses never get fewer, so what was told beside them never matters again. */
function settle(options: {
  table: FactTable;
  values: JsonValue[];
  times: (string | undefined)[];
  sourceUpdatedAt: string;
}): void {
  const { table, values, times, sourceUpdatedAt } = options;
  if (table.kind !== 'deployment') return;
  const indexOf = (name: string) =>
    table.fields.findIndex(field => field.name === name);
  const settled = settleStatuses(values[indexOf('statuses')]);
  if (!settled) return;
  for (const name of ['outcome', 'finishedAt'] as const) {
    values[indexOf(name)] = settled[name];
    times[indexOf(name)] = sourceUpdatedAt;
  }
}
