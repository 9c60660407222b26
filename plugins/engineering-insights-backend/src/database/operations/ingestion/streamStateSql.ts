import type { ReadableStream } from './claimStreams';

/**
 * The common table expression `stated`: the streams of the installed
 * connectors with the state that each is in, of the bindings of
 * `stateBindings`. What a source refuses is asked again once a day, what
 * failed soon; either waits no longer where its source asks all to wait.
 */
export const STATED_SQL = `
  readable as (
    select *
      from jsonb_to_recordset(cast(:readable as jsonb)) as list (
        source text, origin text, stream text, "isReadUnbound" boolean
      )
  ),
  stated as (
    select
      streams.id, streams.scope_id, scopes.source, scopes.origin,
      scopes.external_id as scope, streams.name, scopes.gone_at,
      streams.last_success_at, streams.covered_from, streams.covered_to,
      streams.is_history_done, streams.due_at, streams.last_error,
      streams.failure_count,
      coalesce(streams.leased_until > now(), false) as is_being_read,
      case
        when not readable."isReadUnbound" and not exists (
          select from entity_scopes
          join entities on entities.id = entity_scopes.entity_id
          where entity_scopes.scope_id = scopes.id
            and entities.removed_at is null
            and not entities.is_ignored
        ) then 'unused'
        when streams.last_error ->> 'name' = 'RateLimitError' then 'waiting'
        when streams.last_error ->> 'name'
          in ('NotAllowedError', 'NotFoundError') then 'refused'
        when streams.last_error is not null then 'failing'
        when not streams.is_history_done or streams.covered_to is null
          then 'collecting'
        when streams.covered_to < cast(:staleBefore as timestamptz)
          then 'stale'
        else 'current'
      end as state
    from streams
    join scopes on scopes.id = streams.scope_id
    join readable
      on readable.source = scopes.source
      and readable.origin = scopes.origin
      and readable.stream = streams.name
  )`;

export function stateBindings(options: {
  readonly readable: readonly ReadableStream[];
  /** ISO 8601: what was not read up to then is stale. */
  readonly staleBefore: string;
}) {
  return {
    readable: JSON.stringify(
      options.readable.map(({ source, origin, stream, isReadUnbound }) => ({
        source,
        origin,
        stream,
        isReadUnbound,
      })),
    ),
    staleBefore: options.staleBefore,
  };
}
