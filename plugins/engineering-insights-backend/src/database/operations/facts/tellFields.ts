import type {
  Fact,
  Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import type { JsonValue } from '@backstage/types';
import type { FactField, FactTable } from './factTables';
import type { ListedActors } from '../people/listedActors';
import { storableText } from './storableText';
import { storeIdentity } from './storeIdentity';

/** Per field of a table what a fact says of it, as it is stored: undefined says nothing, null clears. */
export type ToldFields = readonly (JsonValue | undefined)[];

/** Says what a fact tells of each field of its table, in the form in which it is stored. */
export function tellFields(options: {
  fact: Fact;
  table: FactTable;
  identitySalt: string;
  listedActors: ListedActors;
}): ToldFields {
  const { fact, table } = options;
  const record: Readonly<Record<string, unknown>> = fact;
  return table.fields.map(field => {
    const value = record[field.name];
    if (value === undefined || value === null) return value;
    return toStored(field, value, options);
  });
}

function toStored(
  field: FactField,
  value: unknown,
  options: { identitySalt: string; listedActors: ListedActors },
): JsonValue {
  switch (field.type) {
    case 'instant':
    case 'earliestInstant':
      return storedInstant(value as string);
    case 'identity':
      return { ...storeIdentity({ ...options, identity: value as Identity }) };
    default:
      return storedJson(value);
  }
}

/**
 * The one text of an instant: UTC with milliseconds. Finer digits are cut, as
 * neither JavaScript nor the Postgres driver carries them.
 */
export function storedInstant(instant: string): string {
  return new Date(instant).toISOString();
}

const INSTANT_MEMBER = /At$|^at$/;

/** Instants inside of arrays get their one text too, so that `+02:00` and `Z` are no two statuses. */
function storedJson(value: unknown, member = ''): JsonValue {
  if (typeof value === 'string') {
    return INSTANT_MEMBER.test(member)
      ? storedInstant(value)
      : storableText(value);
  }
  if (Array.isArray(value)) return value.map(each => storedJson(each));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => [name, storedJson(each, name)] as const);
    return Object.fromEntries(members);
  }
  return value as JsonValue;
}
