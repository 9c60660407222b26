import type { TriageIncident } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { ISSUE_PREFIX } from '../read/incidentId';
import {
  MEMBER_SQL,
  memberBindings,
  type MemberPeriod,
} from '../read/MemberPeriod';
import {
  type DbTriageRow,
  type FromSource,
  pageBindings,
  toTriageList,
  type TriageList,
  type TriagePage,
} from './TriagePage';

interface DbTriageIncident extends DbTriageRow {
  readonly services: TriageIncident['services'];
  readonly title: string;
  readonly severity: string;
  readonly openedAt: Date;
  readonly isResolved: boolean;
  readonly resolvedAt: Date | null;
  readonly url: string | null;
  readonly source: string;
  readonly origin: string;
  readonly reason: TriageIncident['reason'];
}

// An issue says how urgent it is to work on, not how severe the incident is.
const SQL = `
  with ${MEMBER_SQL},
  attributed as (
    select
      a.*,
      m.from_at,
      m.to_at,
      e.title as service_title,
      jsonb_build_object('ref', e.ref, 'kind', e.kind, 'title', e.title)
        as service,
      a.attribution = 'unlinked' and a.reason is distinct from 'ofAnother'
        as is_waiting
    from member as m
    join entities as e on e.id = m.entity_id
    join incident_attributions as a on a.derivation_id = e.derivation_id
  ),
  seen as (
    select
      i.id::text as id,
      i.scope_id,
      coalesce(i.title, i.external_id) as title,
      coalesce(i.severity, 'unknown') as severity,
      i.opened_at,
      i.resolved_at,
      i.resolved_at is not null or coalesce(i.is_resolved, false)
        as is_resolved,
      i.url,
      a.attribution,
      a.reason,
      a.is_waiting,
      a.service,
      a.service_title
    from attributed as a
    join incidents as i on i.id = a.incident_id
    where i.deleted_at is null
      and i.opened_at >= a.from_at
      and i.opened_at < a.to_at
    union all
    select
      '${ISSUE_PREFIX}' || i.id,
      i.scope_id,
      coalesce(i.title, i.external_id),
      'unknown',
      i.created_at,
      i.closed_at,
      i.closed_at is not null or coalesce(i.status_category = 'done', false),
      i.url,
      a.attribution,
      a.reason,
      a.is_waiting,
      a.service,
      a.service_title
    from attributed as a
    join issues as i on i.id = a.issue_id
    where i.deleted_at is null
      and i.created_at >= a.from_at
      and i.created_at < a.to_at
  ),
  waiting as (
    -- What one service linked waits at none of the others.
    select
      s.id,
      s.scope_id,
      s.title,
      s.severity,
      s.opened_at,
      s.resolved_at,
      s.is_resolved,
      s.url,
      min(s.reason) filter (where s.is_waiting) as reason,
      jsonb_agg(s.service order by s.service_title, s.service ->> 'ref')
        filter (where s.is_waiting) as services,
      extract(epoch from s.opened_at) as epoch
    from seen as s
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having bool_or(s.is_waiting) and not bool_or(s.attribution = 'linked')
  ),
  counted as (
    select count(*)::integer as total_count from waiting
  ),
  page as (
    select w.*
    from waiting as w
    where cast(:afterEpoch as numeric) is null
      or (w.epoch, w.id) > (cast(:afterEpoch as numeric), :afterId)
    order by w.epoch, w.id
    limit :limit
  )
  select
    p.id as "id",
    p.epoch::text as "epoch",
    p.services as "services",
    p.title as "title",
    p.severity as "severity",
    p.opened_at as "openedAt",
    p.is_resolved as "isResolved",
    p.resolved_at as "resolvedAt",
    p.url as "url",
    s.source as "source",
    s.origin as "origin",
    p.reason as "reason",
    c.total_count as "totalCount"
  from counted as c
  left join page as p on true
  left join scopes as s on s.id = p.scope_id
  order by p.epoch, p.id`;

/** Incidents of components, opened in their periods, that no deployment is known to have caused and that wait for somebody to say so; oldest first. */
export async function listTriageIncidents(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  page: TriagePage;
}): Promise<TriageList<FromSource<TriageIncident>>> {
  const { knex, members, page } = options;
  const { rows } = await knex.raw<{ rows: DbTriageIncident[] }>(SQL, {
    ...memberBindings(members),
    ...pageBindings(page),
  } as never);
  return toTriageList({
    rows,
    limit: page.limit,
    toItem: row => ({
      id: row.id,
      services: row.services,
      title: row.title,
      severity: row.severity,
      openedAt: row.openedAt.toISOString(),
      isResolved: row.isResolved,
      ...(row.resolvedAt && { resolvedAt: row.resolvedAt.toISOString() }),
      ...(row.url && { url: row.url }),
      source: row.source,
      origin: row.origin,
      reason: row.reason,
    }),
  });
}
