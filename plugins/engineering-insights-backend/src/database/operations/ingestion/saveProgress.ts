import type { Knex } from 'knex';
import type { JsonValue } from '@backstage/types';
import type { HistoryCursor } from './claimStreams';

/** Where the reading of a stream stands after a page. */
export type Progress =
  | {
      readonly direction: 'live';
      readonly cursor: JsonValue;
      readonly since: string;
    }
  | {
      readonly direction: 'history';
      readonly history: HistoryCursor;
      readonly coveredFrom?: string;
    };

/** Saves how far a stream was read, in the transaction of the page. */
export async function saveProgress(options: {
  readonly knex: Knex;
  readonly streamId: number;
  readonly progress: Progress;
  readonly credential?: string;
}): Promise<void> {
  const { knex, streamId, progress, credential } = options;
  const columns =
    progress.direction === 'live'
      ? {
          live_cursor: JSON.stringify(progress.cursor),
          // Nothing is covered before the end of the run, but it will reach back to here.
          covered_from: knex.raw('coalesce(covered_from, ?)', [progress.since]),
          covered_to: knex.raw('coalesce(covered_to, ?)', [progress.since]),
        }
      : {
          history_cursor: JSON.stringify(progress.history),
          is_history_done: false,
          ...(progress.coveredFrom && {
            covered_from: knex.raw(
              'least(covered_from, greatest(cast(? as timestamptz), ?))',
              [progress.coveredFrom, progress.history.since],
            ),
          }),
        };
  await knex('streams')
    .where({ id: streamId })
    .update({ ...columns, ...(credential && { credential }) });
}
