import type { TriageAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

interface DbUnreadIncident {
  source: string;
  origin: string;
  scope: string;
  service: string | null;
  title: string;
  severity: string;
  openedAt: Date;
  resolvedAt: Date | null;
  isResolved: boolean;
  url: string | null;
  totalCount: number;
}

/** Lists incidents of scopes that no entity reads, such as a channel that names no service, oldest first. */
export async function listUnreadIncidents(options: {
  knex: Knex;
  /** ISO 8601: only those opened since then. */
  since: string;
  limit: number;
}): Promise<TriageAnswer> {
  const { knex, since, limit } = options;
  const { rows } = await knex.raw<{ rows: DbUnreadIncident[] }>(
    `select
       s.source as "source",
       s.origin as "origin",
       s.external_id as "scope",
       coalesce(i.service, s.service) as "service",
       coalesce(i.title, i.external_id) as "title",
       coalesce(i.severity, 'unknown') as "severity",
       i.opened_at as "openedAt",
       i.resolved_at as "resolvedAt",
       i.resolved_at is not null or coalesce(i.is_resolved, false)
         as "isResolved",
       i.url as "url",
       cast(count(*) over () as integer) as "totalCount"
     from incidents as i
     join scopes as s on s.id = i.scope_id
     where i.opened_at >= cast(:since as timestamptz)
       and i.deleted_at is null
       and not exists (
         select from entity_scopes as es
         join entities as e on e.id = es.entity_id
         where es.scope_id = s.id and e.removed_at is null and not e.is_ignored
       )
     order by i.opened_at, i.id
     limit :limit`,
    { since, limit },
  );
  return {
    incidents: rows.map(row => ({
      source: row.source,
      origin: row.origin,
      scope: row.scope,
      ...(row.service ? { service: row.service } : {}),
      title: row.title,
      severity: row.severity,
      openedAt: row.openedAt.toISOString(),
      isResolved: row.isResolved,
      ...(row.resolvedAt ? { resolvedAt: row.resolvedAt.toISOString() } : {}),
      ...(row.url ? { url: row.url } : {}),
    })),
    totalCount: rows[0]?.totalCount ?? 0,
  };
}
