import type {
  EntityHealth,
  Fraction,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../database/prepared';

interface FractionRow {
  readonly deploymentCount: number;
  readonly resolvedCount: number;
  readonly rolloutCount: number;
  readonly linkedRolloutCount: number;
  readonly incidentCount: number;
  readonly linkedIncidentCount: number;
  readonly environments: EntityHealth['environments'];
}

const FRACTIONS_SQL = `
  with asked as (
    select derivation_id
      from entities
     where id = any(:entityIds::int[]) and derivation_id is not null
  ),
  deployed as (
    select deployment.*
      from asked
      join deployments as deployment
        on deployment.derivation_id = asked.derivation_id
       and deployment.finished_at >= :from::timestamptz
       and deployment.finished_at < :to::timestamptz
  ),
  deployment_counts as (
    select count(*)::int as total,
           count(*) filter (where revision_status = 'resolved')::int as resolved
      from deployed
     where is_production and outcome = 'success'
  ),
  rollout_counts as (
    select count(*)::int as total,
           count(*) filter (where exists (
             select from deployment_pull_requests as carried
              where carried.rollout_id = rollout.id))::int as linked
      from asked
      join rollouts as rollout
        on rollout.derivation_id = asked.derivation_id
       and rollout.finished_at >= :from::timestamptz
       and rollout.finished_at < :to::timestamptz
     where rollout.change_count > 0
  ),
  incident_counts as (
    select count(*)::int as total,
           count(*) filter (where attribution.attribution = 'linked')::int
             as linked
      from asked
      join incident_attributions as attribution
        on attribution.derivation_id = asked.derivation_id
      left join incidents as incident
        on incident.id = attribution.incident_id
      left join issues as issue on issue.id = attribution.issue_id
     where attribution.attribution <> 'notCausedByChange'
       and coalesce(incident.opened_at, issue.created_at)
         >= :from::timestamptz
       and coalesce(incident.opened_at, issue.created_at)
         < :to::timestamptz
  ),
  environment_counts as (
    select environment, bool_or(is_production) as is_production, count(*) as count
      from deployed
     where environment is not null
     group by environment
  )
  select deployment_counts.total as "deploymentCount",
         deployment_counts.resolved as "resolvedCount",
         rollout_counts.total as "rolloutCount",
         rollout_counts.linked as "linkedRolloutCount",
         incident_counts.total as "incidentCount",
         incident_counts.linked as "linkedIncidentCount",
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'name', environment,
                    'deploymentCount', count,
                    'isProduction', is_production)
                  order by count desc, environment)
             from environment_counts), '[]') as environments
    from deployment_counts, rollout_counts, incident_counts`;

/** How much of what happened in a window is complete enough to be counted. */
export async function readFractions(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly window: MetricWindow;
}): Promise<Pick<EntityHealth, 'fractions' | 'deployments' | 'environments'>> {
  const { knex, entityIds, window } = options;
  const { rows } = await prepared<{ rows: FractionRow[] }>(
    knex,
    FRACTIONS_SQL,
    {
      entityIds: [...entityIds],
      from: window.from,
      to: window.to,
    },
  );
  const [row] = rows;
  const fractions: Fraction[] = [
    {
      id: 'deploymentsWithRevision',
      count: row.resolvedCount,
      total: row.deploymentCount,
    },
    {
      id: 'deploymentsLinkedToPullRequests',
      count: row.linkedRolloutCount,
      total: row.rolloutCount,
    },
    {
      id: 'incidentsLinked',
      count: row.linkedIncidentCount,
      total: row.incidentCount,
    },
  ];
  return {
    fractions,
    deployments: {
      usableCount: row.resolvedCount,
      totalCount: row.deploymentCount,
    },
    environments: row.environments,
  };
}
