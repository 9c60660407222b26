import type { CorrectionRow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { ISSUE_PREFIX } from '../read/incidentId';
import {
  MEMBER_SQL,
  memberBindings,
  type MemberPeriod,
} from '../read/MemberPeriod';
import {
  type DbTriageRow,
  pageBindings,
  toTriageList,
  type TriageList,
  type TriagePage,
} from './TriagePage';

interface DbCorrection extends DbTriageRow {
  readonly verdict: CorrectionRow['verdict'];
  readonly services: CorrectionRow['services'];
  readonly title: string;
  readonly url: string | null;
  readonly happenedAt: Date | null;
  readonly by: string;
  readonly at: Date;
  readonly note: string | null;
  readonly recoveredAt: Date | null;
  readonly deploymentId: string | null;
  readonly incidentId: string | null;
  readonly rolloutKey: string | null;
}

const SQL = `
  with ${MEMBER_SQL},
  in_force as (
    select
      k.*,
      m.from_at,
      m.to_at,
      e.derivation_id,
      jsonb_build_object('ref', e.ref, 'kind', e.kind, 'title', e.title)
        as service
    from member as m
    join entities as e on e.id = m.entity_id
    join marks as k on k.entity_id = e.id and k.revoked_at is null
  ),
  described as (
    select
      k.*,
      coalesce(d.version, left(d.sha, 7), k.external_id)
        || coalesce(' to ' || d.environment, '') as title,
      d.url,
      d.finished_at as happened_at,
      d.id as deployment_id,
      cast(null as text) as incident_id,
      r.rollout_key,
      r.finished_at as counted_at
    from in_force as k
    left join deployments as d
      on d.derivation_id = k.derivation_id
      and d.scope_id = k.scope_id
      and d.fact_kind = k.fact_kind
      and d.external_id = k.external_id
    left join rollouts as r on r.id = d.rollout_id
    where k.target = 'deployment'
    union all
    select
      k.*,
      coalesce(i.title, s.title, k.external_id),
      coalesce(i.url, s.url),
      coalesce(i.opened_at, s.created_at),
      d.id,
      coalesce(i.id::text, '${ISSUE_PREFIX}' || s.id),
      r.rollout_key,
      coalesce(r.finished_at, i.opened_at, s.created_at)
    from in_force as k
    left join incidents as i
      on k.fact_kind = 'incident'
      and i.scope_id = k.scope_id
      and i.external_id = k.external_id
      and i.deleted_at is null
    left join issues as s
      on k.fact_kind = 'issue'
      and s.scope_id = k.scope_id
      and s.external_id = k.external_id
      and s.deleted_at is null
    left join lateral (
      select *
      from deployments
      where deployments.derivation_id = k.derivation_id
        and deployments.scope_id = k.deployment_scope_id
        and deployments.external_id = k.deployment_external_id
      order by rollout_id is null, id
      limit 1
    ) as d on true
    left join rollouts as r on r.id = d.rollout_id
    where k.target = 'incident'
  ),
  corrected as (
    -- What was said at once for several services is one correction.
    select
      min(k.id) as id,
      case
        when k.is_failed then 'failed'
        when k.is_failed = false then 'notFailed'
        when k.is_caused_by_change = false then 'notCausedByChange'
        else 'linked'
      end as verdict,
      jsonb_agg(k.service order by k.service ->> 'title', k.service ->> 'ref')
        as services,
      min(k.title) as title,
      min(k.url) as url,
      min(k.happened_at) as happened_at,
      k.created_by,
      k.created_at,
      min(k.note) as note,
      min(k.recovered_at) as recovered_at,
      min(k.deployment_id) as deployment_id,
      min(k.incident_id) as incident_id,
      min(k.rollout_key) as rollout_key,
      extract(epoch from k.created_at) as epoch
    from described as k
    where not :isCounting
      or k.counted_at >= k.from_at and k.counted_at < k.to_at
    group by
      k.target, k.scope_id, k.fact_kind, k.external_id, k.is_failed,
      k.is_caused_by_change, k.created_by, k.created_at
  ),
  counted as (
    select count(*)::integer as total_count from corrected
  ),
  page as (
    select w.*
    from corrected as w
    where cast(:afterEpoch as numeric) is null
      or (w.epoch, w.id) < (cast(:afterEpoch as numeric), cast(:afterId as bigint))
    order by w.epoch desc, w.id desc
    limit :limit
  )
  select
    p.id::text as "id",
    p.epoch::text as "epoch",
    p.verdict as "verdict",
    p.services as "services",
    p.title as "title",
    p.url as "url",
    p.happened_at as "happenedAt",
    p.created_by as "by",
    p.created_at as "at",
    p.note as "note",
    p.recovered_at as "recoveredAt",
    p.deployment_id::text as "deploymentId",
    p.incident_id as "incidentId",
    p.rollout_key as "rolloutKey",
    c.total_count as "totalCount"
  from counted as c
  left join page as p on true
  order by p.epoch desc, p.id desc`;

/**
 * What was corrected by hand for components and was not taken back, the latest
 * first: all of it, or what bears on a number, which is what decides on a rollout
 * that finished, or on an incident that was opened, in their periods.
 */
export async function listCorrections(options: {
  knex: Knex;
  members: readonly MemberPeriod[];
  isCounting: boolean;
  page: TriagePage;
}): Promise<TriageList<CorrectionRow>> {
  const { knex, members, isCounting, page } = options;
  const { rows } = await knex.raw<{ rows: DbCorrection[] }>(SQL, {
    ...memberBindings(members),
    ...pageBindings(page),
    isCounting,
  } as never);
  return toTriageList({ rows, limit: page.limit, toItem: toCorrection });
}

function toCorrection(row: DbCorrection & { readonly id: string }) {
  return {
    id: row.id,
    verdict: row.verdict,
    services: row.services,
    title: row.title,
    ...(row.url && { url: row.url }),
    ...(row.happenedAt && { happenedAt: row.happenedAt.toISOString() }),
    by: row.by,
    at: row.at.toISOString(),
    ...(row.note && { note: row.note }),
    ...(row.recoveredAt && { recoveredAt: row.recoveredAt.toISOString() }),
    ...(row.deploymentId && { deploymentId: row.deploymentId }),
    ...(row.incidentId && { incidentId: row.incidentId }),
    ...(row.rolloutKey && { rolloutKey: row.rolloutKey }),
  };
}
