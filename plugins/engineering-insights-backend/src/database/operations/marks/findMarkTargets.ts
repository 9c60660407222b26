import type { Knex } from 'knex';
import { readIncidentId } from '../read/incidentId';
import type { MarkTarget } from './setMark';

export interface FoundTarget extends MarkTarget {
  readonly entityRef: string;
  /** When the fact lies in time: what is derived anew begins here. */
  readonly at: Date;
}

/** The fact behind a deployment row in force. */
export async function findDeploymentTarget(options: {
  knex: Knex;
  deploymentId: string;
}): Promise<FoundTarget | undefined> {
  const { rows } = await options.knex.raw<{ rows: FoundTarget[] }>(
    `
    select
      e.id as "entityId",
      e.ref as "entityRef",
      'deployment' as "target",
      d.scope_id as "scopeId",
      d.fact_kind as "factKind",
      d.external_id as "externalId",
      coalesce(d.started_at, d.finished_at) as "at"
    from deployments as d
    join entities as e on e.derivation_id = d.derivation_id
    where d.id = :deploymentId`,
    { deploymentId: options.deploymentId },
  );
  return rows[0];
}

/** The fact behind an incident, which may be an issue, as each entity sees it that reads its scope. */
export async function findIncidentTargets(options: {
  knex: Knex;
  /** As the API names it. */
  incidentId: string;
}): Promise<FoundTarget[]> {
  const { rows } = await options.knex.raw<{ rows: FoundTarget[] }>(
    `
    select
      e.id as "entityId",
      e.ref as "entityRef",
      'incident' as "target",
      coalesce(i.scope_id, s.scope_id) as "scopeId",
      case when i.id is null then 'issue' else 'incident' end as "factKind",
      coalesce(i.external_id, s.external_id) as "externalId",
      coalesce(i.opened_at, s.created_at) as "at"
    from incident_attributions as a
    join entities as e on e.derivation_id = a.derivation_id
    left join incidents as i on i.id = a.incident_id
    left join issues as s on s.id = a.issue_id
    where a.incident_id = :incidentId
      or a.issue_id = :issueId
    order by e.ref`,
    readIncidentId(options.incidentId),
  );
  return rows;
}
