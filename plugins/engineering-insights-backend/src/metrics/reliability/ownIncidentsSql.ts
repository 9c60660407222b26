/**
 * The rows `own_incident` of a row of `bound`: the incidents that the entity's
 * policy in force takes for such, without those that another component answers
 * for. An issue says how urgent it is to work on, not how severe it is.
 *
 * `ended_by` is when something that is over was told to be so, where its source
 * does not tell since when.
 */
export function ownIncidentsSql(
  /** The condition by which they are placed in time, of the columns of their opening and their end. */
  isAsked: (opened: string, ended: string) => string,
): string {
  return `
        cross join lateral (
          select incident.scope_id || ':' || incident.external_id
                   as observation_key,
                 coalesce(incident.title, incident.external_id) as title,
                 incident.url,
                 coalesce(incident.severity, 'unknown') as severity,
                 incident.opened_at,
                 incident.resolved_at,
                 case
                   when incident.resolved_at is null and incident.is_resolved
                     then incident.source_updated_at
                 end as ended_by
            from incidents as incident
            join incident_attributions as attribution
              on attribution.derivation_id = bound.derivation_id
             and attribution.incident_id = incident.id
             and attribution.reason is distinct from 'ofAnother'
           where incident.scope_id = bound.scope_id
             and incident.deleted_at is null
             and ${isAsked('incident.opened_at', 'incident.resolved_at')}
          union all
          select issue.scope_id || ':' || issue.external_id,
                 coalesce(issue.title, issue.external_id),
                 issue.url,
                 'unknown',
                 issue.created_at,
                 issue.closed_at,
                 case
                   when issue.closed_at is null
                        and issue.status_category = 'done'
                     then issue.source_updated_at
                 end
            from incident_attributions as attribution
            join issues as issue
              on issue.id = attribution.issue_id
             and issue.scope_id = bound.scope_id
             and issue.deleted_at is null
             and ${isAsked('issue.created_at', 'issue.closed_at')}
           where attribution.derivation_id = bound.derivation_id
             and attribution.issue_id is not null
             and attribution.reason is distinct from 'ofAnother'
             -- An issue that its source turned into an incident is known as both.
             and not exists (
               select
                 from incidents as incident
                where incident.scope_id = issue.scope_id
                  and incident.external_id = issue.external_id
                  and incident.deleted_at is null)
          -- Keeps this a look-up by scope and time.
          offset 0
        ) as own_incident`;
}

/** Those that were open at the row of `moment`; one that ended at an unknown time may have been. */
export const OPEN_INCIDENTS_SQL = `
         from moment
         join bound
           on moment.at >= bound.from_at
          and moment.at < bound.to_at
         ${ownIncidentsSql(
           (opened, ended) =>
             `${opened} <= moment.at and coalesce(${ended}, 'infinity') > moment.at`,
         )}`;
