import type {
  DoctorSide,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

const SQL = `
  with asked as (
    select e.derivation_id
    from entities as e
    where e.id = :entityId
  ),
  deployed as (
    select
      count(*)::int as deployments,
      (count(*) filter (where d.is_production and d.outcome = 'success'))::int
        as production_deployments
    from asked as a
    join deployments as d
      on d.derivation_id = a.derivation_id
      and d.finished_at >= :from::timestamptz
      and d.finished_at < :to::timestamptz
  ),
  rolled_out as (
    select
      count(*)::int as rollouts,
      (count(*) filter (where f.is_counted))::int as failed_rollouts
    from asked as a
    join rollouts as r
      on r.derivation_id = a.derivation_id
      and r.finished_at >= :from::timestamptz
      and r.finished_at < :to::timestamptz
    left join failures as f on f.rollout_id = r.id
  ),
  attributed as (
    select
      count(*)::int as incidents,
      (count(*) filter (where t.attribution = 'linked'))::int
        as linked_incidents
    from asked as a
    join incident_attributions as t on t.derivation_id = a.derivation_id
    left join incidents as i on i.id = t.incident_id
    left join issues as s on s.id = t.issue_id
    where coalesce(i.deleted_at, s.deleted_at) is null
      and coalesce(i.opened_at, s.created_at) >= :from::timestamptz
      and coalesce(i.opened_at, s.created_at) < :to::timestamptz
  )
  select
    d.deployments as "deployments",
    d.production_deployments as "productionDeployments",
    r.rollouts as "rollouts",
    r.failed_rollouts as "failedRollouts",
    t.incidents as "incidents",
    t.linked_incidents as "linkedIncidents"
  from deployed as d
  cross join rolled_out as r
  cross join attributed as t`;

/** How much a component delivered in a window, and how many incidents it had, by the policy in force. */
export async function countDelivery(options: {
  knex: Knex;
  entityId: number;
  window: MetricWindow;
}): Promise<DoctorSide['counts']> {
  const { knex, entityId, window } = options;
  const { rows } = await prepared<{ rows: DoctorSide['counts'][] }>(knex, SQL, {
    entityId,
    from: window.from,
    to: window.to,
  });
  return rows[0];
}
