import { MEMBER_SQL } from '../../database/operations/read/MemberPeriod';

/**
 * The common table expression `checked` (fraction, entity_id, fact_key,
 * record_id, at, is_complete) of the bindings of `memberBindings`: each thing
 * that a fraction of data health counts, of each component in its period. One
 * that several components share has one fact_key and a row of each.
 */
export const CHECKED_SQL = `
  ${MEMBER_SQL},
  asked as (
    select m.entity_id, e.derivation_id, m.from_at, m.to_at
      from member as m
      join entities as e on e.id = m.entity_id
  ),
  checked as (
    select 'deploymentsWithRevision' as fraction,
           a.entity_id,
           concat_ws(':', d.scope_id, d.fact_kind, d.external_id) as fact_key,
           d.id as record_id,
           d.finished_at as at,
           d.revision_status = 'resolved' as is_complete
      from asked as a
      join deployments as d
        on d.derivation_id = a.derivation_id
       and d.finished_at >= a.from_at
       and d.finished_at < a.to_at
     where d.is_production and d.outcome = 'success'
    union all
    select 'deploymentsLinkedToPullRequests',
           a.entity_id,
           r.rollout_key,
           r.id,
           r.finished_at,
           exists (
             select from deployment_pull_requests as carried
              where carried.rollout_id = r.id)
      from asked as a
      join rollouts as r
        on r.derivation_id = a.derivation_id
       and r.finished_at >= a.from_at
       and r.finished_at < a.to_at
     where r.change_count > 0
    union all
    select 'incidentsLinked',
           a.entity_id,
           'incident-' || i.id,
           i.id,
           i.opened_at,
           t.attribution = 'linked'
      from asked as a
      join incident_attributions as t on t.derivation_id = a.derivation_id
      join incidents as i
        on i.id = t.incident_id
       and i.opened_at >= a.from_at
       and i.opened_at < a.to_at
     where i.deleted_at is null
       and t.attribution <> 'notCausedByChange'
       and t.reason is distinct from 'ofAnother'
    union all
    select 'incidentsLinked',
           a.entity_id,
           'issue-' || i.id,
           i.id,
           i.created_at,
           t.attribution = 'linked'
      from asked as a
      join incident_attributions as t on t.derivation_id = a.derivation_id
      join issues as i
        on i.id = t.issue_id
       and i.created_at >= a.from_at
       and i.created_at < a.to_at
     where i.deleted_at is null
       and t.attribution <> 'notCausedByChange'
       and t.reason is distinct from 'ofAnother'
  )`;

/** The common table expression `fraction_counts` (entity_id, fractions) of `checked`: what each component has by itself. */
export const COUNTS_BY_SERVICE_SQL = `
  fraction_counts as (
    select entity_id,
           jsonb_agg(jsonb_build_object(
             'fraction', fraction,
             'count', count,
             'total', total)) as fractions
      from (
        select entity_id,
               fraction,
               count(*) as total,
               count(*) filter (where is_complete) as count
          from checked
         group by entity_id, fraction
      ) as counted
     group by entity_id
  )`;
