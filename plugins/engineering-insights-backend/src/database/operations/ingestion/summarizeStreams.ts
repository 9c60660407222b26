import type { StreamState } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { ReadableStream } from './claimStreams';
import { STATED_SQL, stateBindings } from './streamStateSql';

/** The streams of one installation of a source, added up. */
export interface StreamTotals {
  readonly source: string;
  readonly origin: string;
  readonly scopeCount: number;
  readonly goneScopeCount: number;
  /** A state that no stream is in is absent. */
  readonly stateCounts: Readonly<Partial<Record<StreamState, number>>>;
  readonly lastSuccessAt: Date | null;
  readonly medianCoveredTo: Date | null;
  readonly oldestCoveredTo: Date | null;
  /** Streams that are read and not refused, and of them those whose history was read. */
  readonly readCount: number;
  readonly doneCount: number;
  /** When the reading of the histories that are not done began. */
  readonly begunAt: Date | null;
  /** Histories that were read since then. */
  readonly doneSinceCount: number;
  readonly itemCounts: {
    readonly read: number;
    readonly written: number;
    readonly ignored: number;
    readonly invalid: number;
  };
}

const SQL = `
  with ${STATED_SQL},
  followed as (
    select * from stated where state not in ('unused', 'refused')
  ),
  state_counts as (
    select source, origin, jsonb_object_agg(state, count) as counts
    from (
      select source, origin, state, count(*) as count
      from stated
      group by source, origin, state
    ) as counted
    group by source, origin
  ),
  scope_counts as (
    select source, origin,
      count(distinct scope_id) as scope_count,
      count(distinct scope_id) filter (where gone_at is not null)
        as gone_scope_count
    from stated
    where state <> 'unused'
    group by source, origin
  ),
  coverage as (
    select source, origin,
      count(*) as read_count,
      count(*) filter (where is_history_done) as done_count,
      max(last_success_at) as last_success_at,
      percentile_disc(0.5) within group (order by covered_to)
        as median_covered_to,
      min(covered_to) as oldest_covered_to
    from followed
    group by source, origin
  ),
  begun as (
    select followed.source, followed.origin, min(first.started_at) as at
    from followed
    cross join lateral (
      select started_at
      from stream_runs
      where stream_runs.stream_id = followed.id
      order by stream_runs.id
      limit 1
    ) as first
    where not followed.is_history_done
    group by followed.source, followed.origin
  ),
  done_since as (
    select followed.source, followed.origin, count(*) as count
    from followed
    join begun
      on begun.source = followed.source and begun.origin = followed.origin
    where followed.is_history_done
      and exists (
        select from stream_runs
        where stream_runs.stream_id = followed.id
          and stream_runs.direction = 'history'
          and stream_runs.finished_at >= begun.at
      )
    group by followed.source, followed.origin
  ),
  items as (
    select stated.source, stated.origin,
      sum(read_count) as read_count,
      sum(written_count) as written_count,
      sum(ignored_count) as ignored_count,
      sum(invalid_count) as invalid_count
    from stated
    join stream_runs on stream_runs.stream_id = stated.id
    group by stated.source, stated.origin
  )
  select
    state_counts.source as "source",
    state_counts.origin as "origin",
    coalesce(scope_counts.scope_count, 0)::integer as "scopeCount",
    coalesce(scope_counts.gone_scope_count, 0)::integer as "goneScopeCount",
    state_counts.counts as "stateCounts",
    coverage.last_success_at as "lastSuccessAt",
    coverage.median_covered_to as "medianCoveredTo",
    coverage.oldest_covered_to as "oldestCoveredTo",
    coalesce(coverage.read_count, 0)::integer as "readCount",
    coalesce(coverage.done_count, 0)::integer as "doneCount",
    begun.at as "begunAt",
    coalesce(done_since.count, 0)::integer as "doneSinceCount",
    jsonb_build_object(
      'read', coalesce(items.read_count, 0),
      'written', coalesce(items.written_count, 0),
      'ignored', coalesce(items.ignored_count, 0),
      'invalid', coalesce(items.invalid_count, 0)
    ) as "itemCounts"
  from state_counts
  left join scope_counts using (source, origin)
  left join coverage using (source, origin)
  left join begun using (source, origin)
  left join done_since using (source, origin)
  left join items using (source, origin)`;

/** Adds up the streams of each installation of a source. */
export async function summarizeStreams(options: {
  readonly knex: Knex;
  readonly readable: readonly ReadableStream[];
  /** ISO 8601: what was not read up to then is stale. */
  readonly staleBefore: string;
}): Promise<readonly StreamTotals[]> {
  const { rows } = await options.knex.raw<{ rows: StreamTotals[] }>(
    SQL,
    stateBindings(options),
  );
  return rows;
}
