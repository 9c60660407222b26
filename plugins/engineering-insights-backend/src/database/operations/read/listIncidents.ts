import type {
  Evidence,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { MEMBER_SQL, memberBindings, type MemberPeriod } from './MemberPeriod';
import { ISSUE_PREFIX } from './incidentId';

interface DbIncidentListRow {
  id: string;
  title: string;
  severity: string;
  openedAt: Date;
  resolvedAt: Date | null;
  isResolved: boolean;
  url: string | null;
  attribution: IncidentRow['attribution'];
  reason: IncidentRow['reason'] | null;
  deploymentId: string | null;
  confidence: number | null;
}

// An issue says how urgent it is to work on, not how severe the incident is.
const sqlOf = (direction: 'asc' | 'desc') => `
  with ${MEMBER_SQL},
  attributed as (
    select a.*, m.from_at, m.to_at
    from member as m
    join entities as e on e.id = m.entity_id
    join incident_attributions as a on a.derivation_id = e.derivation_id
  ),
  listed as (
    select
      i.id::text as id,
      coalesce(i.title, i.external_id) as title,
      coalesce(i.severity, 'unknown') as severity,
      i.opened_at,
      i.resolved_at,
      i.resolved_at is not null or coalesce(i.is_resolved, false)
        as is_resolved,
      i.url,
      a.attribution,
      a.reason,
      a.confidence,
      a.rollout_id,
      a.from_at,
      a.to_at
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
      i.closed_at is not null or coalesce(i.status_category = 'done', false),
      i.url,
      a.attribution,
      a.reason,
      a.confidence,
      a.rollout_id,
      a.from_at,
      a.to_at
    from attributed as a
    join issues as i on i.id = a.issue_id
    where i.deleted_at is null
  ),
  told as (
    -- An incident that several components see is one, linked if any has linked it,
    -- and another's only if it is that of none of them.
    select distinct on (l.id) l.*
    from listed as l
    where l.opened_at >= l.from_at
      and l.opened_at < l.to_at
    order by l.id, l.attribution <> 'linked',
      l.reason is not distinct from 'ofAnother', l.rollout_id
  )
  select
    l.id as "id",
    l.title as "title",
    l.severity as "severity",
    l.opened_at as "openedAt",
    l.resolved_at as "resolvedAt",
    l.is_resolved as "isResolved",
    l.url as "url",
    l.attribution as "attribution",
    l.reason as "reason",
    l.confidence as "confidence",
    (
      select min(d.id)::text from deployments as d where d.rollout_id = l.rollout_id
    ) as "deploymentId"
  from told as l
  where cast(:attribution as text) is null
    or l.attribution = :attribution and l.reason is distinct from 'ofAnother'
  order by l.opened_at ${direction}, l.id ${direction}
  limit :limit
  offset :offset`;

/** The incidents of components, and the issues that their policies take for some, that were opened in their periods, with what deriving made of each: newest first; of one attribution oldest first, as those wait longest, and without those that another component answers for. */
export async function listIncidents(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  /** Only those. */
  attribution?: IncidentRow['attribution'];
  limit: number;
  offset?: number;
}): Promise<IncidentRow[]> {
  const { knex, members, attribution, limit, offset = 0 } = options;
  const sql = sqlOf(attribution ? 'asc' : 'desc');
  const { rows } = await knex.raw<{ rows: DbIncidentListRow[] }>(sql, {
    ...memberBindings(members),
    attribution: attribution ?? null,
    limit,
    offset,
  } as never);
  return rows.map(row => ({
    id: row.id,
    title: row.title,
    severity: row.severity,
    openedAt: row.openedAt.toISOString(),
    isResolved: row.isResolved,
    ...(row.resolvedAt ? { resolvedAt: row.resolvedAt.toISOString() } : {}),
    ...(row.url ? { url: row.url } : {}),
    attribution: row.attribution,
    ...(row.reason ? { reason: row.reason } : {}),
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
