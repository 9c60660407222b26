import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { FactTable } from './factTables';
import type { FactState } from './mergeFact';

/** Before all instants: everything is touched. Sorts before any ISO 8601 text. */
export const BEGINNING = '-infinity';

/**
 * The earliest instant at which delivery may change because a row went from
 * `before` to `after`: the earliest instant that either tells. A row that tells
 * no instant, or names an older thing as what went wrong, may change everything.
 */
export function findTouchedFrom(options: {
  table: FactTable;
  before: FactState | undefined;
  after: FactState;
}): string {
  const { table, before, after } = options;
  const states = before ? [before, after] : [after];
  if (states.some(state => namesOlderThing(table, state))) return BEGINNING;
  const instants = states.flatMap(state => listInstants(table, state));
  if (instants.length === 0) return BEGINNING;
  return new Date(Math.min(...instants.map(Date.parse))).toISOString();
}

const NAMES_OLDER: Partial<Record<FactKind, string>> = {
  incident: 'causedBy',
  deployment: 'isRollback',
};

function namesOlderThing(table: FactTable, state: FactState): boolean {
  const index = table.fields.findIndex(
    field => field.name === NAMES_OLDER[table.kind],
  );
  const value = state.values[index] ?? null;
  return value !== null && value !== false;
}

function listInstants(table: FactTable, state: FactState): string[] {
  return table.fields.flatMap((field, index) => {
    const value = state.values[index];
    if (value === null) return [];
    if (field.type === 'instant' || field.type === 'earliestInstant')
      return [value as string];
    if (field.type === 'statuses' || field.name === 'commits')
      return listMemberInstants(value);
    return [];
  });
}

const INSTANT_MEMBERS = ['at', 'authoredAt', 'committedAt'];

function listMemberInstants(value: JsonValue): string[] {
  return (value as JsonObject[]).flatMap(member =>
    INSTANT_MEMBERS.flatMap(name =>
      typeof member[name] === 'string' ? [member[name]] : [],
    ),
  );
}
