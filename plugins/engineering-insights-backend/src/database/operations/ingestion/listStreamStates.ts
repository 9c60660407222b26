import {
  STREAM_STATES,
  type StreamError,
  type StreamRow,
  type StreamState,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { ReadableStream } from './claimStreams';
import { STATED_SQL, stateBindings } from './streamStateSql';

interface DbStreamRow {
  readonly id: number | null;
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
  readonly stream: string;
  readonly state: StreamState;
  readonly isBeingRead: boolean;
  readonly lastSuccessAt: Date | null;
  readonly coveredFrom: Date | null;
  readonly coveredTo: Date | null;
  readonly isHistoryDone: boolean;
  readonly dueAt: Date;
  readonly lastError: StreamError | null;
  readonly failureCount: number;
  readonly totalCount: number;
}

const SQL = `
  with ${STATED_SQL},
  matched as (
    select *
    from stated
    where (cast(:source as text) is null or source = :source)
      and (cast(:origin as text) is null or origin = :origin)
      and (cast(:state as text) is null or state = :state)
      and position(lower(cast(:text as text)) in lower(concat_ws(
        ' ', scope, name, last_error ->> 'name', last_error ->> 'message'
      ))) > 0
  ),
  listed as (
    select *
    from matched
    order by array_position(cast(:states as text[]), state),
      source, origin, scope, name, id
    limit :limit
    offset :offset
  ),
  total as (
    select cast(count(*) as integer) as count from matched
  )
  select
    listed.id as "id",
    listed.source as "source",
    listed.origin as "origin",
    listed.scope as "scope",
    listed.name as "stream",
    listed.state as "state",
    listed.is_being_read as "isBeingRead",
    listed.last_success_at as "lastSuccessAt",
    listed.covered_from as "coveredFrom",
    listed.covered_to as "coveredTo",
    listed.is_history_done as "isHistoryDone",
    listed.due_at as "dueAt",
    listed.last_error as "lastError",
    listed.failure_count as "failureCount",
    total.count as "totalCount"
  from total
  left join listed on true
  order by array_position(cast(:states as text[]), listed.state),
    listed.source, listed.origin, listed.scope, listed.name, listed.id`;

function toStreamRow(row: DbStreamRow, staleBefore: string): StreamRow {
  const { lastSuccessAt, coveredFrom, coveredTo, lastError } = row;
  const nextRunAt = row.dueAt.toISOString();
  return {
    id: String(row.id),
    source: row.source,
    origin: row.origin,
    scope: row.scope,
    stream: row.stream,
    state: row.state,
    isBeingRead: row.isBeingRead,
    ...(lastSuccessAt && { lastSuccessAt: lastSuccessAt.toISOString() }),
    ...(coveredFrom && { coveredFrom: coveredFrom.toISOString() }),
    ...(coveredTo && { coveredTo: coveredTo.toISOString() }),
    isHistoryDone: row.isHistoryDone,
    isStale: !coveredTo || coveredTo.toISOString() < staleBefore,
    ...(lastError && { lastError: { ...lastError, retryAt: nextRunAt } }),
    nextRunAt,
    failureCount: row.failureCount,
  };
}

/** A page of the streams that match, those that need someone first. */
export async function listStreamStates(options: {
  readonly knex: Knex;
  readonly readable: readonly ReadableStream[];
  /** ISO 8601: what was not read up to then is stale. */
  readonly staleBefore: string;
  readonly source?: string;
  readonly origin?: string;
  readonly state?: StreamState;
  /** Part of a scope, of a stream's name or of an error, in any case. */
  readonly text?: string;
  readonly limit: number;
  readonly offset: number;
}): Promise<{ items: StreamRow[]; totalCount: number }> {
  const { knex, source, origin, state, text, limit, offset } = options;
  const { rows } = await knex.raw<{ rows: DbStreamRow[] }>(SQL, {
    ...stateBindings(options),
    source: source ?? null,
    origin: origin ?? null,
    state: state ?? null,
    text: text ?? '',
    states: [...STREAM_STATES],
    limit,
    offset,
  } as never);
  return {
    items: rows
      .filter(({ id }) => id !== null)
      .map(row => toStreamRow(row, options.staleBefore)),
    totalCount: rows[0].totalCount,
  };
}
