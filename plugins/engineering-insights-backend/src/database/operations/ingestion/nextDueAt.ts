import type { Knex } from 'knex';

/**
 * When a stream is due again that was read: after so many seconds, or as it was
 * told while it was read, since what it was told of may have come too late for
 * that reading. One that was read before it was due was told nothing.
 */
export function nextDueAt(options: {
  readonly knex: Knex;
  /** ISO 8601, to the millisecond: what was claimed was due by then. */
  readonly claimedAt: string;
  readonly seconds: number;
}): Knex.Raw {
  const { knex, claimedAt, seconds } = options;
  return knex.raw(
    `case
      when due_at > cast(:claimedAt as timestamptz) + interval '1 millisecond'
        and due_at <= now()
        then due_at
      else now() + make_interval(secs => :seconds)
    end`,
    { claimedAt, seconds },
  );
}
