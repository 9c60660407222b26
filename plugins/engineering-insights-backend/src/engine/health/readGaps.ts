import type {
  Fraction,
  GapReason,
  GapRow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { memberBindings } from '../../database/operations/read/MemberPeriod';
import type { Member } from '../Member';
import { CHECKED_SQL } from './checkedSql';

/** A row that names its source by its id and its installation. */
type FoundGap = Omit<GapRow, 'sourceTitle'> & { readonly origin: string };

interface DbGapRow {
  readonly id: string;
  readonly title: string;
  readonly at: Date;
  readonly ref: string;
  readonly kind: string;
  readonly serviceTitle: string;
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
  readonly reason: GapReason;
  readonly environment: string | null;
  readonly url: string | null;
  readonly scopeUrl: string | null;
}

// Each names what it lists: title, reason, environment, url, and the scope that it is in.
const RECORDS: Readonly<Record<Fraction['id'], string>> = {
  deploymentsWithRevision: `
    select d.id as record_id,
           cast(null as text) as fact_key,
           coalesce(d.version, left(d.sha, 12), d.external_id) as title,
           case d.revision_status
             when 'unresolved' then 'unknownRevision' else 'noRevision'
           end as reason,
           d.environment,
           d.url,
           d.scope_id
      from listed as l
      join deployments as d on d.id = l.record_id`,
  deploymentsLinkedToPullRequests: `
    select r.id as record_id,
           cast(null as text) as fact_key,
           coalesce(r.version, left(r.sha, 12), first.external_id) as title,
           'noPullRequest' as reason,
           first.environment,
           first.url,
           first.scope_id
      from listed as l
      join rollouts as r on r.id = l.record_id
      join lateral (
        select d.external_id, d.environment, d.url, d.scope_id
          from deployments as d
         where d.rollout_id = r.id
         order by d.finished_at, d.id
         limit 1
      ) as first on true`,
  incidentsLinked: `
    select l.record_id,
           l.fact_key,
           coalesce(i.title, i.external_id, s.title, s.external_id) as title,
           coalesce(t.reason, 'notLinked') as reason,
           cast(null as text) as environment,
           coalesce(i.url, s.url) as url,
           coalesce(i.scope_id, s.scope_id) as scope_id
      from listed as l
      left join incidents as i
        on i.id = l.record_id and l.fact_key = 'incident-' || i.id
      left join issues as s
        on s.id = l.record_id and l.fact_key = 'issue-' || s.id
      join entities as e on e.id = l.entity_id
      join lateral (
        select a.reason
          from incident_attributions as a
         where a.derivation_id = e.derivation_id
           and (a.incident_id = i.id or a.issue_id = s.id)
         limit 1
      ) as t on true`,
};

const sqlOf = (fraction: Fraction['id']) => `
  with ${CHECKED_SQL},
  gap as (
    select distinct on (c.fact_key)
           c.fact_key, c.entity_id, c.record_id, c.at,
           bool_or(c.is_complete) over (partition by c.fact_key) as is_complete
      from checked as c
     where c.fraction = '${fraction}'
     order by c.fact_key, c.record_id, c.entity_id
  ),
  listed as (
    select g.fact_key, g.entity_id, g.record_id, g.at
      from gap as g
     where not g.is_complete
     order by g.at desc, g.fact_key
     limit :limit
    offset :offset
  ),
  record as (${RECORDS[fraction]})
  select l.fact_key as "id",
         record.title as "title",
         l.at as "at",
         e.ref as "ref",
         e.kind as "kind",
         e.title as "serviceTitle",
         s.source as "source",
         s.origin as "origin",
         s.external_id as "scope",
         record.reason as "reason",
         record.environment as "environment",
         record.url as "url",
         s.url as "scopeUrl"
    from listed as l
    join record
      on record.record_id = l.record_id
     and coalesce(record.fact_key, l.fact_key) = l.fact_key
    join entities as e on e.id = l.entity_id
    join scopes as s on s.id = record.scope_id
   order by l.at desc, l.fact_key`;

/** What keeps a fraction of components from being whole, newest first: as many rows as it lacks. */
export async function readGaps(options: {
  readonly knex: Knex;
  readonly members: readonly Member[];
  readonly fraction: Fraction['id'];
  readonly limit: number;
  readonly offset: number;
}): Promise<readonly FoundGap[]> {
  const { knex, members, fraction, limit, offset } = options;
  const { rows } = await knex.raw<{ rows: DbGapRow[] }>(sqlOf(fraction), {
    ...memberBindings(members),
    limit,
    offset,
  } as never);
  return rows.map(row => toGapRow(row));
}

function toGapRow(db: DbGapRow): FoundGap {
  const { ref, kind, serviceTitle, environment, url, scopeUrl, ...row } = db;
  return {
    ...row,
    at: row.at.toISOString(),
    service: { ref, kind, title: serviceTitle },
    ...(environment !== null && { environment }),
    ...(url !== null && { url }),
    ...(scopeUrl !== null && { scopeUrl }),
  };
}
