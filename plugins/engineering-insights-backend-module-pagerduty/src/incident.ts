import type { JsonObject } from '@backstage/types';
import { DateTime } from 'luxon';
import { instantOf } from './instants';

/** What is used of an incident. The rest of what PagerDuty sends is people, links and policies. */
export type Incident = JsonObject & {
  id: string;
  status: string;
  created_at: string;
};

const FIELDS = [
  'id',
  'incident_number',
  'title',
  'html_url',
  'status',
  'urgency',
  'created_at',
  'updated_at',
  'last_status_change_at',
  'resolved_at',
] as const;

/** Leaves out who was called, who answered and what they wrote. */
export function projectIncident(value: JsonObject): Incident {
  const { priority, service, acknowledgements } = value;
  return {
    ...pick(value, FIELDS),
    ...(isObject(priority) && {
      priority: pick(priority, ['id', 'summary', 'name']),
    }),
    ...(isObject(service) && { service: pick(service, ['id', 'summary']) }),
    ...(Array.isArray(acknowledgements) && {
      acknowledgements: acknowledgements
        .filter(isObject)
        .map(each => pick(each, ['at'])),
    }),
  } as Incident;
}

/** When an incident was opened, where PagerDuty tells it as expected. */
export function createdAtOf({ created_at }: Incident): DateTime | undefined {
  const at = typeof created_at === 'string' ? instantOf(created_at) : undefined;
  return at?.isValid ? at : undefined;
}

/** Says when an incident was changed last. */
export function changedAtOf(incident: Incident): string {
  const { created_at, updated_at, last_status_change_at } = incident;
  const instants = [created_at, updated_at, last_status_change_at]
    .filter(each => typeof each === 'string')
    .map(instantOf)
    .filter(each => each.isValid);
  return DateTime.max(...instants)?.toISO() ?? created_at;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter(key => value[key] !== undefined).map(key => [key, value[key]]),
  );
}
