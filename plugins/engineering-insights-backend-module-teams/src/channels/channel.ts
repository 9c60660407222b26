import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';

/**
 * What is kept of a channel: never its description, its e-mail address, its
 * members or how many there are.
 */
export type Channel = JsonObject & {
  /** As addresses spell it, since with an @ it would be taken for somebody's e-mail address. */
  id: string;
  teamId: string;
  displayName: string;
  createdDateTime?: string;
  isArchived?: boolean;
  webUrl?: string;
};

/** What Graph is asked for, so that it never sends the rest. */
export const CHANNEL_FIELDS = [
  'id',
  'displayName',
  'createdDateTime',
  'isArchived',
  'webUrl',
] as const;

/** Leaves out all that is nobody's business; what is left has the types that Graph gave it. */
export function projectChannel(value: JsonObject, teamId: string): Channel {
  const { id, displayName } = value;
  if (typeof id !== 'string' || typeof displayName !== 'string') {
    throw new SourceFailureError(
      `Microsoft Graph lists a channel of team ${teamId} without an id or a displayName.`,
    );
  }
  const told = CHANNEL_FIELDS.filter(
    // Null is what Graph does not know.
    field => value[field] !== undefined && value[field] !== null,
  ).map(field => [field, value[field]]);
  return {
    ...Object.fromEntries(told),
    id: encodeURIComponent(id),
    teamId,
  } as Channel;
}

/** When a channel was created, where Graph tells it as expected. */
export function createdAtOf({
  createdDateTime,
}: Channel): DateTime | undefined {
  const at =
    typeof createdDateTime === 'string'
      ? DateTime.fromISO(createdDateTime, { zone: 'utc' })
      : undefined;
  return at?.isValid ? at : undefined;
}

/** One whose creation is not told as expected is before nothing, so that it is seen that it is invalid. */
export function isCreatedBefore(channel: Channel, instant: string): boolean {
  const at = createdAtOf(channel);
  return at !== undefined && at < DateTime.fromISO(instant);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
