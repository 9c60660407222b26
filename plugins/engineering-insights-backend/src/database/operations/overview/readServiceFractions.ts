import type {
  Fraction,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** How many of a service's records fulfil a condition, by its id. */
export interface ServiceFractions {
  readonly entityId: number;
  readonly fractions: readonly Fraction[];
}

interface FractionsRow {
  readonly entityId: number;
  readonly deploymentCount: number;
  readonly resolvedCount: number;
  readonly rolloutCount: number;
  readonly linkedRolloutCount: number;
  readonly incidentCount: number;
  readonly linkedIncidentCount: number;
}

const SQL = `
  with asked as (
    select id as entity_id, derivation_id
      from entities
     where id = any(:entityIds::int[]) and derivation_id is not null
  ),
  deployment_counts as (
    select asked.entity_id,
           count(*)::int as total,
           count(*) filter (where deployment.revision_status = 'resolved')::int
             as fulfilled
      from asked
      join deployments as deployment
        on deployment.derivation_id = asked.derivation_id
       and deployment.finished_at >= :from::timestamptz
       and deployment.finished_at < :to::timestamptz
     where deployment.is_production and deployment.outcome = 'success'
     group by asked.entity_id
  ),
  rollout_counts as (
    select asked.entity_id,
           count(*)::int as total,
           count(*) filter (where exists (
             select from deployment_pull_requests as carried
              where carried.rollout_id = rollout.id))::int as fulfilled
      from asked
      join rollouts as rollout
        on rollout.derivation_id = asked.derivation_id
       and rollout.finished_at >= :from::timestamptz
       and rollout.finished_at < :to::timestamptz
     where rollout.change_count > 0
     group by asked.entity_id
  ),
  incident_counts as (
    select asked.entity_id,
           count(*)::int as total,
           count(*) filter (where attribution.attribution = 'linked')::int
             as fulfilled
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
     group by asked.entity_id
  )
  select asked.entity_id as "entityId",
         coalesce(deployed.total, 0) as "deploymentCount",
         coalesce(deployed.fulfilled, 0) as "resolvedCount",
         coalesce(rolled_out.total, 0) as "rolloutCount",
         coalesce(rolled_out.fulfilled, 0) as "linkedRolloutCount",
         coalesce(happened.total, 0) as "incidentCount",
         coalesce(happened.fulfilled, 0) as "linkedIncidentCount"
    from asked
    left join deployment_counts as deployed using (entity_id)
    left join rollout_counts as rolled_out using (entity_id)
    left join incident_counts as happened using (entity_id)`;

/** Of each service by itself how much of what happened in a window is complete enough to be counted. */
export async function readServiceFractions(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly window: MetricWindow;
}): Promise<readonly ServiceFractions[]> {
  const { knex, entityIds, window } = options;
  const { rows } = await knex.raw<{ rows: FractionsRow[] }>(SQL, {
    entityIds: [...entityIds],
    from: window.from,
    to: window.to,
  });
  return rows.map(row => ({
    entityId: row.entityId,
    fractions: [
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
    ],
  }));
}
