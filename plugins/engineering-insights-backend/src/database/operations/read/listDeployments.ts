import type {
  DeploymentRow,
  Evidence,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

interface DbDeploymentListRow
  extends Omit<DeploymentRow, 'evidence' | 'changeCount'> {
  evidence: Evidence[] | null;
  changeCount: number | null;
  totalCount: number;
}

const SQL = `
  with listed as (
    select
      d.*,
      count(*) over () as total_count
    from deployments as d
    join entities as e on e.derivation_id = d.derivation_id
    where e.ref = :entityRef
      and d.finished_at >= :from
      and d.finished_at < :to
    order by d.finished_at desc, d.id desc
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

/** The deployments of an entity that finished in a window, in every environment, newest first. */
export async function listDeployments(options: {
  knex: Knex;
  entityRef: string;
  from: string;
  to: string;
  limit: number;
  offset: number;
}): Promise<{ items: DeploymentRow[]; totalCount: number }> {
  const { knex, ...bindings } = options;
  const { rows } = await knex.raw<{ rows: DbDeploymentListRow[] }>(
    SQL,
    bindings,
  );
  return {
    items: rows.map(({ totalCount, ...row }) => toDeploymentRow(row)),
    totalCount:
      rows.length > 0 ? rows[0].totalCount : await countDeployments(options),
  };
}

/** Only for a page behind the last one, which has no row that could carry the count. */
async function countDeployments(options: {
  knex: Knex;
  entityRef: string;
  from: string;
  to: string;
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
  return { evidence: [], ...known } as unknown as DeploymentRow;
}
