import type { Knex } from 'knex';
import type { ReadableStream } from './claimStreams';
import { STATED_SQL, stateBindings } from './streamStateSql';

const MOST_PER_SOURCE = 20;

/** Streams of one installation of a source that failed alike. */
export interface StreamErrorGroup {
  readonly source: string;
  readonly origin: string;
  readonly name: string;
  readonly message: string;
  readonly streamCount: number;
  readonly scopeCount: number;
  /** ISO 8601. */
  readonly lastAt: string;
  readonly retryAt: Date;
}

// Two messages are alike where they differ in no more than what they name and in numbers.
const SQL = `
  with ${STATED_SQL},
  failed as (
    select stated.*,
      last_error ->> 'name' as error_name,
      last_error ->> 'message' as message,
      last_error ->> 'at' as at,
      regexp_replace(
        replace(
          replace(
            last_error ->> 'message', stated.name || ' of ' || scope, ''
          ),
          scope, ''
        ),
        '[0-9]+', '', 'g'
      ) as shape
    from stated
    where last_error is not null and state <> 'unused'
  ),
  grouped as (
    select source, origin, error_name,
      (array_agg(message order by at desc, id))[1] as message,
      count(*) as stream_count,
      count(distinct scope_id) as scope_count,
      max(at) as last_at,
      min(due_at) as retry_at
    from failed
    group by source, origin, error_name, shape
  ),
  ranked as (
    select grouped.*,
      row_number() over (
        partition by source, origin
        order by stream_count desc, last_at desc, message
      ) as rank
    from grouped
  )
  select
    source as "source",
    origin as "origin",
    error_name as "name",
    message as "message",
    stream_count::integer as "streamCount",
    scope_count::integer as "scopeCount",
    last_at as "lastAt",
    retry_at as "retryAt"
  from ranked
  where rank <= :most
  order by source, origin, rank`;

/** Groups what stopped the streams that are read, the most frequent first. */
export async function groupStreamErrors(options: {
  readonly knex: Knex;
  readonly readable: readonly ReadableStream[];
  /** ISO 8601: what was not read up to then is stale. */
  readonly staleBefore: string;
}): Promise<readonly StreamErrorGroup[]> {
  const { rows } = await options.knex.raw<{ rows: StreamErrorGroup[] }>(SQL, {
    ...stateBindings(options),
    most: MOST_PER_SOURCE,
  } as never);
  return rows;
}
