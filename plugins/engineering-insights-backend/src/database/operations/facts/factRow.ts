import type { JsonObject, JsonValue } from '@backstage/types';
import type { FactField, FactTable, FieldType } from './factTables';
import type { FactState } from './mergeFact';

// Whenever such a field was told, it counts: its value has no time.
const ADDING_UP: readonly FieldType[] = ['statuses', 'earliestInstant'];

/** A row of a fact table as the Postgres driver returns it. */
export interface FactRow {
  readonly external_id: string;
  readonly source_updated_at: Date;
  readonly field_times: Readonly<Record<string, string>>;
  readonly deleted_at: Date | null;
  readonly [column: string]: unknown;
}

/** What a row of a fact table holds. */
export interface StoredFact {
  readonly state: FactState;
  /** A tombstone: since when the source no longer has it. */
  readonly deletedAt: string | undefined;
}

/** Reads a row as state. A value without a time of its own has that of the row; no value without one was never told. */
export function fromFactRow(table: FactTable, row: FactRow): StoredFact {
  const sourceUpdatedAt = row.source_updated_at.toISOString();
  const values = table.fields.map(field => readValue(field, row));
  const times = table.fields.map((field, index) => {
    const fallback = values[index] === null ? undefined : sourceUpdatedAt;
    return row.field_times[field.name] ?? fallback;
  });
  return {
    state: { externalId: row.external_id, sourceUpdatedAt, values, times },
    deletedAt: row.deleted_at?.toISOString(),
  };
}

/** Writes it as the JSON of a row, the reverse of `fromFactRow`. */
export function toFactRow(
  table: FactTable,
  { state, deletedAt }: StoredFact,
): JsonObject {
  const row: JsonObject = {
    deleted_at: deletedAt,
    external_id: state.externalId,
    source_updated_at: state.sourceUpdatedAt,
  };
  const fieldTimes: JsonObject = {};
  table.fields.forEach((field, index) => {
    const value = state.values[index];
    writeValue(field, value, row);
    const time = state.times[index];
    if (
      !ADDING_UP.includes(field.type) &&
      time !== undefined &&
      (value === null || time !== state.sourceUpdatedAt)
    ) {
      fieldTimes[field.name] = time;
    }
  });
  return { ...row, field_times: fieldTimes };
}

function readValue(field: FactField, row: FactRow): JsonValue {
  const [first, second] = field.columns.map(column => row[column.name] ?? null);
  if (field.type === 'identity') {
    return second === null
      ? null
      : { key: first as string | null, actor: second as string };
  }
  return first instanceof Date ? first.toISOString() : (first as JsonValue);
}

function writeValue(field: FactField, value: JsonValue, row: JsonObject): void {
  if (value === null) return;
  if (field.type === 'identity') {
    const identity = value as JsonObject;
    row[field.columns[0].name] = identity.key;
    row[field.columns[1].name] = identity.actor;
    return;
  }
  row[field.columns[0].name] = value;
}
