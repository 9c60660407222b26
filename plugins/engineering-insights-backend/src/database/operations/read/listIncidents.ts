import type {
  Evidence,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { ISSUE_PREFIX } from './incidentId';

interface DbIncidentListRow {
  id: string;
  title: string;
  severity: string;
  openedAt: Date;
  resolvedAt: Date | null;
  url: string | null;
  attribution: IncidentRow['attribution'];
  deploymentId: string | null;
  confidence: number | null;
}

// An issue says how urgent it is to work on, not how severe the incident is.
const SQL = `
  with attributed as (
    select a.*
    from incident_attributions as a
    join entities as e on e.derivation_id = a.derivation_id
    where e.ref = :entityRef
  ),
  listed as (
    select
      i.id::text as id,
      coalesce(i.title, i.external_id) as title,
      coalesce(i.severity, 'unknown') as severity,
      i.opened_at,
      i.resolved_at,
      i.url,
      a.attribution,
      a.confidence,
      a.rollout_id
    from attributed as a
    join incidents as i on i.id = a.incident_id
    where i.deleted_at is null
    union all
    select
      '${ISSUE_PREFIX}' || i.id,
      coalesce(i.title, i.external_id),
      'unknown',
      i.created_at,
      i.closed_at,
      i.url,
      a.attribution,
      a.confidence,
      a.rollout_id
    from attributed as a
    join issues as i on i.id = a.issue_id
    where i.deleted_at is null
  )
  select
    l.id as "id",
    l.title as "title",
    l.severity as "severity",
    l.opened_at as "openedAt",
    l.resolved_at as "resolvedAt",
    l.url as "url",
    l.attribution as "attribution",
    l.confidence as "confidence",
    (
      select min(d.id)::text from deployments as d where d.rollout_id = l.rollout_id
    ) as "deploymentId"
  from listed as l
  where l.opened_at >= :from
    and l.opened_at < :to
  order by l.opened_at desc, l.id desc
  limit :limit`;

/** The incidents of an entity, and the issues that its policy takes for some, that were opened in a window, newest first, with what deriving made of each. */
export async function listIncidents(options: {
  knex: Knex;
  entityRef: string;
  from: string;
  to: string;
  limit: number;
}): Promise<IncidentRow[]> {
  const { knex, ...bindings } = options;
  const { rows } = await knex.raw<{ rows: DbIncidentListRow[] }>(SQL, bindings);
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    severity: row.severity,
    openedAt: row.openedAt.toISOString(),
    ...(row.resolvedAt ? { resolvedAt: row.resolvedAt.toISOString() } : {}),
    ...(row.url ? { url: row.url } : {}),
    attribution: row.attribution,
    ...(row.deploymentId ? { deploymentId: row.deploymentId } : {}),
    evidence: evidenceOf(row),
  }));
}

function evidenceOf(row: DbIncidentListRow): Evidence[] {
  return row.attribution === 'linked' && row.confidence !== null
    ? [
        {
          kind: 'incident',
          confidence: row.confidence,
          title: row.title,
          ...(row.url ? { url: row.url } : {}),
        },
      ]
    : [];
}
