import type { StreamError } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** A stream as operators see it. */
export interface ListedStream {
  readonly id: number;
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
  readonly name: string;
  readonly lastSuccessAt: Date | null;
  readonly coveredFrom: Date | null;
  readonly coveredTo: Date | null;
  readonly isHistoryDone: boolean;
  readonly dueAt: Date;
  readonly lastError: StreamError | null;
  readonly readCount: number;
  readonly writtenCount: number;
  readonly ignoredCount: number;
  readonly invalidCount: number;
}

/** Lists the streams that are read, failing ones first, with what their recorded runs came to. */
export async function listStreams(options: {
  readonly knex: Knex;
}): Promise<ListedStream[]> {
  const { rows } = await options.knex.raw<{ rows: ListedStream[] }>(`
    with counters as (
      select
        stream_id,
        cast(sum(read_count) as integer) as read_count,
        cast(sum(written_count) as integer) as written_count,
        cast(sum(ignored_count) as integer) as ignored_count,
        cast(sum(invalid_count) as integer) as invalid_count
      from stream_runs
      group by stream_id
    )
    select
      streams.id, scopes.source, scopes.origin, scopes.external_id as scope,
      streams.name,
      streams.last_success_at as "lastSuccessAt",
      streams.covered_from as "coveredFrom",
      streams.covered_to as "coveredTo",
      streams.is_history_done as "isHistoryDone",
      streams.due_at as "dueAt",
      streams.last_error as "lastError",
      coalesce(counters.read_count, 0) as "readCount",
      coalesce(counters.written_count, 0) as "writtenCount",
      coalesce(counters.ignored_count, 0) as "ignoredCount",
      coalesce(counters.invalid_count, 0) as "invalidCount"
    from streams
    join scopes on scopes.id = streams.scope_id
    left join counters on counters.stream_id = streams.id
    order by streams.last_error is null, scopes.source, scopes.origin,
      scopes.external_id, streams.name`);
  return rows;
}
