import type {
  DeploymentRow,
  Evidence,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { MEMBER_SQL, memberBindings, type MemberPeriod } from './MemberPeriod';
import { tellEvidence } from './tellEvidence';

interface DbDeploymentListRow
  extends Omit<DeploymentRow, 'evidence' | 'changeCount'> {
  evidence: Evidence[] | null;
  changeCount: number | null;
  totalCount: number;
}

const SQL = `
  with ${MEMBER_SQL},
  counted as (
    -- A deployment that several components share is one.
    select distinct on (d.scope_id, d.fact_kind, d.external_id) d.*
    from member as m
    join entities as e on e.id = m.entity_id
    join deployments as d
      on d.derivation_id = e.derivation_id
      and d.finished_at >= m.from_at
      and d.finished_at < m.to_at
    order by d.scope_id, d.fact_kind, d.external_id, d.rollout_id is null, d.id
  ),
  listed as (
    select c.*, count(*) over () as total_count
    from counted as c
    order by c.finished_at desc, c.id desc
    limit :limit
    offset :offset
  ),
  lead_times as (
    select
      c.rollout_id,
      percentile_cont(0.5) within group (
        order by extract(epoch from c.finished_at - c.started_at)
      ) as median_seconds
    from deployment_commits as c
    where c.rollout_id in (select l.rollout_id from listed as l)
      and c.excluded_reason is null
    group by c.rollout_id
  )
  select
    l.id::text as "id",
    l.rollout_id::text as "rolloutId",
    l.environment as "environment",
    l.is_production as "isProduction",
    l.sha as "sha",
    l.version as "version",
    l.started_at as "startedAt",
    l.finished_at as "finishedAt",
    l.outcome as "outcome",
    l.source_outcome as "sourceOutcome",
    l.is_rollback as "isRollback",
    coalesce(f.is_counted, false) as "isFailed",
    f.recovered_by is not null as "isRecovered",
    f.recovered_at as "recoveredAt",
    case when r.no_change_reason is null then r.change_count end as "changeCount",
    t.median_seconds as "leadTimeMedianSeconds",
    f.evidence as "evidence",
    coalesce(f.is_marked_by_hand, false) as "isMarkedByHand",
    l.revision_status as "revisionStatus",
    l.url as "url",
    l.total_count::integer as "totalCount"
  from listed as l
  left join rollouts as r on r.id = l.rollout_id
  left join failures as f on f.rollout_id = l.rollout_id
  left join lead_times as t on t.rollout_id = l.rollout_id
  order by l.finished_at desc, l.id desc`;

/** The deployments of components that finished in their periods, in every environment, newest first. */
export async function listDeployments(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  limit: number;
  offset: number;
}): Promise<{ items: DeploymentRow[]; totalCount: number }> {
  const { knex, members, limit, offset } = options;
  const { rows } = await knex.raw<{ rows: DbDeploymentListRow[] }>(SQL, {
    ...memberBindings(members),
    limit,
    offset,
  } as never);
  return {
    items: rows.map(({ totalCount, ...row }) => toDeploymentRow(row)),
    totalCount:
      rows.length > 0 ? rows[0].totalCount : await countDeployments(options),
  };
}

/** Only for a page behind the last one, which has no row that could carry the count. */
async function countDeployments(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  offset: number;
}): Promise<number> {
  if (options.offset === 0) {
    return 0;
  }
  const { totalCount } = await listDeployments({
    ...options,
    limit: 1,
    offset: 0,
  });
  return totalCount;
}

/** Absent where the row has null, and instants as ISO 8601. */
function toDeploymentRow(
  row: Omit<DbDeploymentListRow, 'totalCount'>,
): DeploymentRow {
  const known = Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        value instanceof Date ? value.toISOString() : value,
      ]),
  );
  return {
    ...known,
    evidence: tellEvidence(row.evidence),
  } as unknown as DeploymentRow;
}
