import type {
  EntitySummary,
  ServiceHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { memberBindings } from '../../database/operations/read/MemberPeriod';
import type { Member } from '../Member';
import type { Readiness } from '../Readiness';
import { CHECKED_SQL, COUNTS_BY_SERVICE_SQL } from './checkedSql';
import { collectionOf } from './collectionOf';
import { toFractions, type FractionCount } from './toFractions';

interface ServiceRow
  extends Pick<
    ServiceHealth,
    'scopeCount' | 'streamCount' | 'failingStreamCount' | 'staleStreamCount'
  > {
  readonly id: number;
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly fractions: readonly FractionCount[];
  readonly lastSyncAt: Date | null;
  readonly coveredFrom: Date | null;
}

const SERVICES_SQL = `
  with ${CHECKED_SQL},
  ${COUNTS_BY_SERVICE_SQL},
  bound as (
    select distinct entity_scope.entity_id, entity_scope.scope_id
      from entity_scopes as entity_scope
     where entity_scope.entity_id in (select entity_id from asked)
  ),
  read as (
    select bound.entity_id,
           count(distinct bound.scope_id)::int as scope_count,
           count(stream.id)::int as stream_count,
           count(*) filter (
             where stream.last_error ->> 'name' <> 'RateLimitError')::int
             as failing_count,
           count(*) filter (
             where stream.last_success_at < :staleBefore::timestamptz)::int
             as stale_count,
           max(stream.last_success_at) as last_success_at,
           case when bool_and(stream.covered_from is not null)
             then max(stream.covered_from) end as covered_from
      from bound
      left join streams as stream on stream.scope_id = bound.scope_id
     group by bound.entity_id
  )
  select e.id as "id",
         e.ref as "ref",
         e.kind as "kind",
         e.title as "title",
         coalesce(fraction_counts.fractions, '[]') as "fractions",
         coalesce(read.scope_count, 0) as "scopeCount",
         coalesce(read.stream_count, 0) as "streamCount",
         coalesce(read.failing_count, 0) as "failingStreamCount",
         coalesce(read.stale_count, 0) as "staleStreamCount",
         read.last_success_at as "lastSyncAt",
         read.covered_from as "coveredFrom"
    from entities as e
    left join fraction_counts on fraction_counts.entity_id = e.id
    left join read on read.entity_id = e.id
   where e.id in (select entity_id from asked)
   order by e.title, e.ref`;

/** How complete the data of each component is while it belonged, in two queries whatever their number. */
export async function readServicesHealth(options: {
  readonly knex: Knex;
  readonly members: readonly Member[];
  readonly readinessOfMember: (entityId: number) => Readiness | undefined;
  /** ISO 8601: a stream not read since is stale. */
  readonly staleBefore: string;
}): Promise<readonly ServiceHealth[]> {
  const { knex, members, readinessOfMember, staleBefore } = options;
  const { rows } = await knex.raw<{ rows: ServiceRow[] }>(SERVICES_SQL, {
    ...memberBindings(members),
    staleBefore,
  } as never);
  return rows.map(({ id, ref, kind, title, fractions, ...row }) => {
    const entity: EntitySummary = { ref, kind, title };
    const readiness = readinessOfMember(id);
    const collection = readiness && collectionOf(readiness);
    const { lastSyncAt, coveredFrom, ...counts } = row;
    return {
      entity,
      fractions: toFractions(fractions),
      ...counts,
      ...(lastSyncAt && { lastSyncAt: lastSyncAt.toISOString() }),
      ...(coveredFrom && { coveredFrom: coveredFrom.toISOString() }),
      ...(collection && { collection }),
    };
  });
}
