import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { JsonValue } from '@backstage/types';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** A stream that this installation has a connector for. */
export interface ReadableStream {
  readonly source: string;
  readonly origin: string;
  readonly stream: string;
  readonly produces: readonly FactKind[];
  /** The source has scopes that no entity names. */
  readonly isReadUnbound: boolean;
  /** The source can be asked what changed. */
  readonly isAskable: boolean;
  /** The share of the rate limit that is left to others, 0 to 1. */
  readonly reserve: number;
}

/** A reading backwards: its bounds stay the same until it ends. */
export interface HistoryCursor {
  readonly since: string;
  readonly until: string;
  readonly cursor: JsonValue;
}

/** A stream that one holder of a lease may read and write. */
export interface ClaimedStream {
  readonly id: number;
  readonly lease: string;
  readonly scopeId: number;
  readonly source: string;
  readonly origin: string;
  readonly name: string;
  readonly scope: ScopeRef;
  readonly liveCursor?: JsonValue;
  readonly historyCursor?: HistoryCursor;
  readonly isHistoryDone: boolean;
  readonly credential?: string;
  readonly coveredFrom?: string;
  readonly coveredTo?: string;
  readonly failureCount: number;
  readonly lastErrorName?: string;
  /** The database's clock, which all replicas share. */
  readonly claimedAt: string;
}

export interface ClaimOptions {
  readonly knex: Knex;
  readonly lease: string;
  readonly leaseSeconds: number;
  readonly limit: number;
  readonly streams: readonly ReadableStream[];
  /** Only those that their source can be asked about: they have been read to their end without a failure. */
  readonly isSettledOnly?: boolean;
  /** Those that their source says have changed: of what it can be asked about no other is leased. */
  readonly changedIds?: readonly number[];
  readonly exceptIds?: readonly number[];
  /** Also those that are due within so many seconds, those of a scope together. */
  readonly aheadSeconds?: number;
}

const IS_SETTLED = `(
            streams.is_history_done
            and streams.covered_to is not null
            and streams.failure_count = 0
            and (
              streams.last_error is null
              or streams.last_error ->> 'name' = 'RateLimitError'
            )
          )`;

// Lateral with a limit: candidates are tried one by one along the index of
// due_at: 5 ms instead of 950 ms where 80,000 streams are due.
const claimSql = (order: string) => `
  with readable as (
    select *
    from jsonb_to_recordset(cast(:readable as jsonb)) as list (
      source text, origin text, stream text,
      "isReadUnbound" boolean, "isAskable" boolean, reserve double precision
    )
  ),
  due as (
    select streams.id
    from streams
    cross join lateral (
      select
      from scopes
      join readable
        on readable.source = scopes.source
        and readable.origin = scopes.origin
        and readable.stream = streams.name
      where scopes.id = streams.scope_id
        and (
          readable."isReadUnbound"
          or exists (
            select from entity_scopes
            join entities on entities.id = entity_scopes.entity_id
            where entity_scopes.scope_id = scopes.id
              and entities.removed_at is null
              and not entities.is_ignored
          )
        )
        and case
          when cast(:isSettledOnly as boolean) then ${IS_SETTLED}
          else not readable."isAskable"
            or streams.id = any (cast(:changedIds as integer[]))
            or not ${IS_SETTLED}
        end
        and not exists (
          select from budgets
          where budgets.source = scopes.source
            and budgets.origin = scopes.origin
            and budgets.credential
              = coalesce(streams.credential, budgets.credential)
            and (
              streams.credential is not null
              or starts_with(
                scopes.external_id, coalesce(budgets.scope_prefix, '')
              )
            )
            and budgets.resets_at > now()
            and budgets.remaining <= budgets."limit" * readable.reserve
        )
      limit 1
    ) as readable_stream
    where streams.due_at <= now() + make_interval(secs => :aheadSeconds)
      and (streams.leased_until is null or streams.leased_until < now())
      and streams.id <> all (cast(:exceptIds as integer[]))
    order by ${order}
    limit :limit
    for update of streams skip locked
  ),
  claimed as (
    update streams
    set leased_by = :lease,
      leased_until = now() + make_interval(secs => :leaseSeconds)
    from due
    where streams.id = due.id
    returning streams.*
  )
  select
    claimed.id, claimed.leased_by, claimed.scope_id, claimed.name,
    claimed.live_cursor, claimed.history_cursor, claimed.is_history_done,
    claimed.credential, claimed.covered_from, claimed.covered_to,
    claimed.failure_count, claimed.last_error ->> 'name' as last_error_name,
    now() as claimed_at, scopes.source, scopes.origin, scopes.external_id,
    scopes.title, scopes.url, scopes.service,
    (
      select array_agg(distinct glob)
      from entity_scopes, unnest(entity_scopes.paths) as glob
      where entity_scopes.scope_id = claimed.scope_id
    ) as paths
  from claimed
  join scopes on scopes.id = claimed.scope_id
  order by claimed.due_at, claimed.id`;

const CLAIM = claimSql('streams.due_at');
const CLAIM_BY_SCOPE = claimSql('streams.scope_id, streams.id');

/** Leases streams that are due to one holder; others skip them until the lease ends. */
export async function claimStreams(
  options: ClaimOptions,
): Promise<ClaimedStream[]> {
  const { knex, lease, leaseSeconds, limit, streams } = options;
  const { rows } = await knex.raw<{ rows: ClaimRow[] }>(
    options.aheadSeconds === undefined ? CLAIM : CLAIM_BY_SCOPE,
    {
      lease,
      leaseSeconds,
      limit,
      readable: JSON.stringify(streams),
      isSettledOnly: options.isSettledOnly ?? false,
      changedIds: options.changedIds ?? [],
      exceptIds: options.exceptIds ?? [],
      aheadSeconds: options.aheadSeconds ?? 0,
    },
  );
  return rows.map(toClaimedStream);
}

interface ClaimRow {
  id: number;
  leased_by: string;
  scope_id: number;
  name: string;
  live_cursor: JsonValue;
  history_cursor: HistoryCursor | null;
  is_history_done: boolean;
  credential: string | null;
  covered_from: Date | null;
  covered_to: Date | null;
  failure_count: number;
  last_error_name: string | null;
  claimed_at: Date;
  source: string;
  origin: string;
  external_id: string;
  title: string;
  url: string | null;
  service: string | null;
  paths: string[] | null;
}

function toClaimedStream(row: ClaimRow): ClaimedStream {
  return {
    id: row.id,
    lease: row.leased_by,
    scopeId: row.scope_id,
    source: row.source,
    origin: row.origin,
    name: row.name,
    scope: {
      externalId: row.external_id,
      title: row.title,
      ...(row.url && { url: row.url }),
      ...(row.service && { service: row.service }),
      ...(row.paths && { paths: row.paths }),
    },
    liveCursor: row.live_cursor ?? undefined,
    historyCursor: row.history_cursor ?? undefined,
    isHistoryDone: row.is_history_done,
    credential: row.credential ?? undefined,
    coveredFrom: row.covered_from?.toISOString(),
    coveredTo: row.covered_to?.toISOString(),
    failureCount: row.failure_count,
    lastErrorName: row.last_error_name ?? undefined,
    claimedAt: row.claimed_at.toISOString(),
  };
}
