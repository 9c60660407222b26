import type { Evidence, IncidentRow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

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

const SQL = `
  select
    i.id::text as "id",
    coalesce(i.title, i.external_id) as "title",
    coalesce(i.severity, 'unknown') as "severity",
    i.opened_at as "openedAt",
    i.resolved_at as "resolvedAt",
    i.url as "url",
    a.attribution as "attribution",
    a.confidence as "confidence",
    (
      select min(d.id)::text from deployments as d where d.rollout_id = a.rollout_id
    ) as "deploymentId"
  from incident_attributions as a
  join entities as e on e.derivation_id = a.derivation_id
  join incidents as i on i.id = a.incident_id
  where e.ref = :entityRef
    and i.opened_at >= :from
    and i.opened_at < :to
    and i.deleted_at is null
  order by i.opened_at desc, i.id desc
  limit :limit`;

/** The incidents of an entity that were opened in a window, newest first, with what deriving made of each. */
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
    ? [{ kind: 'incident', confidence: row.confidence, title: row.title, ...(row.url ? { url: row.url } : {}) }]
    : [];
}
