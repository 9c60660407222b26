import type {
  DeploymentGap,
  TriageDeployment,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import {
  MEMBER_SQL,
  memberBindings,
  type MemberPeriod,
} from '../read/MemberPeriod';
import {
  type DbTriageRow,
  type FromSource,
  pageBindings,
  toTriageList,
  type TriageList,
  type TriagePage,
} from './TriagePage';

interface DbTriageDeployment extends DbTriageRow {
  readonly service: TriageDeployment['service'];
  readonly title: string;
  readonly environment: string | null;
  readonly finishedAt: Date;
  readonly url: string | null;
  readonly source: string;
  readonly origin: string;
  readonly revisionStatus: string;
  readonly revision: string | null;
  readonly isCounted: boolean;
  readonly isFailed: boolean;
  readonly isMarkedByHand: boolean;
}

/** What lacks a revision matters where it would carry changes to users; what names no environment might. */
const GAP_SQL: Readonly<Record<DeploymentGap, string>> = {
  revision: `d.is_production and d.revision_status <> 'resolved'`,
  environment: 'd.environment is null and not d.is_production',
};

const sqlOf = (gap: DeploymentGap) => `
  with ${MEMBER_SQL},
  lacking as (
    -- A deployment that several components share is one.
    select distinct on (d.scope_id, d.fact_kind, d.external_id)
      d.*,
      jsonb_build_object('ref', e.ref, 'kind', e.kind, 'title', e.title)
        as service,
      extract(epoch from d.finished_at) as epoch
    from member as m
    join entities as e on e.id = m.entity_id
    join deployments as d
      on d.derivation_id = e.derivation_id
      and d.finished_at >= m.from_at
      and d.finished_at < m.to_at
    where d.outcome = 'success'
      and ${GAP_SQL[gap]}
    order by d.scope_id, d.fact_kind, d.external_id, d.rollout_id is null, d.id
  ),
  counted as (
    select count(*)::integer as total_count from lacking
  ),
  page as (
    select l.*
    from lacking as l
    where cast(:afterEpoch as numeric) is null
      or (l.epoch, l.id) > (cast(:afterEpoch as numeric), cast(:afterId as bigint))
    order by l.epoch, l.id
    limit :limit
  )
  select
    p.id::text as "id",
    p.epoch::text as "epoch",
    p.service as "service",
    coalesce(p.version, left(p.sha, 7), p.external_id) as "title",
    p.environment as "environment",
    p.finished_at as "finishedAt",
    p.url as "url",
    s.source as "source",
    s.origin as "origin",
    p.revision_status as "revisionStatus",
    coalesce(p.sha, p.version) as "revision",
    p.rollout_id is not null as "isCounted",
    coalesce(f.is_counted, false) as "isFailed",
    coalesce(f.is_marked_by_hand, false) as "isMarkedByHand",
    c.total_count as "totalCount"
  from counted as c
  left join page as p on true
  left join scopes as s on s.id = p.scope_id
  left join failures as f on f.rollout_id = p.rollout_id
  order by p.epoch, p.id`;

/** Successful deployments of components, finished in their periods, that lack something; oldest first. */
export async function listTriageDeployments(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  gap: DeploymentGap;
  page: TriagePage;
}): Promise<TriageList<FromSource<TriageDeployment>>> {
  const { knex, members, gap, page } = options;
  const { rows } = await knex.raw<{ rows: DbTriageDeployment[] }>(sqlOf(gap), {
    ...memberBindings(members),
    ...pageBindings(page),
  } as never);
  return toTriageList({
    rows,
    limit: page.limit,
    toItem: row => {
      const reason = reasonOf(row, gap);
      return {
        id: row.id,
        service: row.service,
        title: row.title,
        ...(row.environment && { environment: row.environment }),
        finishedAt: row.finishedAt.toISOString(),
        ...(row.url && { url: row.url }),
        source: row.source,
        origin: row.origin,
        reason,
        ...(reason === 'unknownRevision' &&
          row.revision && { revision: row.revision }),
        isCounted: row.isCounted,
        isFailed: row.isFailed,
        isMarkedByHand: row.isMarkedByHand,
      };
    },
  });
}

function reasonOf(
  row: Pick<DbTriageDeployment, 'revisionStatus'>,
  gap: DeploymentGap,
): TriageDeployment['reason'] {
  if (gap === 'environment') return 'noEnvironment';
  return row.revisionStatus === 'absent' ? 'noRevision' : 'unknownRevision';
}
