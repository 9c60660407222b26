import type { Knex } from 'knex';

export type FinishedReading =
  | {
      readonly direction: 'live';
      readonly since: string;
      readonly until: string;
    }
  | {
      readonly direction: 'history';
      readonly since: string;
      /** The source keeps nothing older. */
      readonly heldFrom?: string;
    };

/** Notes that a stream was read to its end in one direction. */
export async function finishReading(options: {
  readonly knex: Knex;
  readonly streamId: number;
  readonly lease: string;
  readonly reading: FinishedReading;
}): Promise<void> {
  const { knex, streamId, lease, reading } = options;
  const columns =
    reading.direction === 'live'
      ? {
          covered_from: knex.raw('coalesce(covered_from, ?)', [reading.since]),
          covered_to: knex.raw('greatest(covered_to, ?)', [reading.until]),
        }
      : {
          // Stays where the source held less than was asked for: it says how far back was asked.
          ...(!reading.heldFrom && { history_cursor: null }),
          is_history_done: true,
          covered_from: knex.raw(
            'least(covered_from, greatest(cast(? as timestamptz), ?))',
            [reading.since, reading.heldFrom ?? reading.since],
          ),
        };
  await knex('streams')
    .where({ id: streamId, leased_by: lease })
    .update(columns);
}
