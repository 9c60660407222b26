import type { JsonObject } from '@backstage/types';

/**
 * What is kept of a channel. The rest of what Slack sends is people, topics and
 * counts.
 */
export type Channel = JsonObject & {
  id: string;
  name: string;
  /** Seconds since 1970. */
  created: number;
  is_archived?: boolean;
  /** Milliseconds since 1970: when its settings were changed last, which archiving it does. */
  updated?: number;
  /** It was renamed to what is no name of this family's incidents, or deleted. */
  has_left?: boolean;
};

const FIELDS = ['id', 'name', 'created', 'is_archived', 'updated'] as const;

/** Milliseconds since 1970: beyond it is no date. */
export const LATEST_MILLISECONDS = 8.64e15;

/** Leaves out all that is nobody's business; what is left has the types that Slack gave it. */
export function projectChannel(value: JsonObject): Channel {
  return Object.fromEntries(
    FIELDS.filter(field => value[field] !== undefined).map(field => [
      field,
      value[field],
    ]),
  ) as Channel;
}

/** Milliseconds since 1970; not a number where Slack tells something else. */
export function createdAtOf({ created }: Channel): number {
  return typeof created === 'number' && created * 1_000 <= LATEST_MILLISECONDS
    ? created * 1_000
    : NaN;
}

/** Milliseconds since 1970: the last time at which something of a channel is known to have changed. */
export function changedAtOf(channel: Channel): number {
  const { updated } = channel;
  const createdAt = createdAtOf(channel);
  return typeof updated === 'number' &&
    updated <= LATEST_MILLISECONDS &&
    !(updated < createdAt)
    ? updated
    : createdAt;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
