import type { Knex } from 'knex';

/** What became of the items of a page. */
export interface ItemCounts {
  readonly readCount: number;
  readonly writtenCount: number;
  readonly ignoredCount: number;
  readonly invalidCount: number;
}

/**
 * Adds a page to the record of a run, which begins with its first page: a run
 * that finds nothing new leaves no record, since there are thousands an hour.
 */
export async function addToRun(options: {
  readonly knex: Knex;
  readonly runId?: string;
  readonly streamId: number;
  readonly direction: 'live' | 'history';
  readonly startedAt: string;
  readonly counts: ItemCounts;
}): Promise<string> {
  const { knex, runId, streamId, direction, startedAt, counts } = options;
  if (runId) {
    await knex('stream_runs')
      .where({ id: runId })
      .update({
        read_count: knex.raw('read_count + ?', [counts.readCount]),
        written_count: knex.raw('written_count + ?', [counts.writtenCount]),
        ignored_count: knex.raw('ignored_count + ?', [counts.ignoredCount]),
        invalid_count: knex.raw('invalid_count + ?', [counts.invalidCount]),
      });
    return runId;
  }
  const [row] = await knex('stream_runs')
    .insert({
      stream_id: streamId,
      direction,
      started_at: startedAt,
      read_count: counts.readCount,
      written_count: counts.writtenCount,
      ignored_count: counts.ignoredCount,
      invalid_count: counts.invalidCount,
    })
    .returning('id');
  return row.id;
}

/** Ends the record of a run; one that failed before its first page gets its record now. */
export async function finishRun(options: {
  readonly knex: Knex;
  readonly runId?: string;
  readonly streamId: number;
  readonly direction: 'live' | 'history';
  readonly startedAt: string;
  readonly outcome: 'success' | 'rateLimited' | 'failure';
  readonly error?: { readonly name: string; readonly message: string };
}): Promise<void> {
  const { knex, runId, streamId, direction, startedAt, outcome, error } =
    options;
  const end = {
    finished_at: knex.fn.now(),
    outcome,
    error: error ? JSON.stringify(error) : null,
  };
  if (runId) {
    await knex('stream_runs').where({ id: runId }).update(end);
  } else if (outcome !== 'success') {
    await knex('stream_runs').insert({
      stream_id: streamId,
      direction,
      started_at: startedAt,
      ...end,
    });
  }
}
