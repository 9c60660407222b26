import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';
import { FINDING_SUBJECT_SQL, type FindingSubject } from './findingSubjectSql';
import { IS_FINDING_IN_PATHS_SQL } from './isFindingInPathsSql';

/**
 * The findings that were there at any of the moments. Who tells of a fix or a
 * dismissal without its time told of it at the latest when the finding changed
 * last; whether it was open before is not known.
 */
function knownFindingsSql(subject: FindingSubject): string {
  // Materialized, as it would else be looked up again for each moment.
  return `
      with known as materialized (
        select bound.entity_id,
               bound.from_at,
               bound.to_at,
               bound.scope_id || ':' || finding.external_id as observation_key,
               finding.first_seen_at,
               case when finding.state = 'fixed'
                 then coalesce(finding.fixed_at, finding.source_updated_at)
                 else 'infinity' end as gone_at,
               case when finding.state = 'dismissed'
                 then coalesce(finding.dismissed_at, finding.source_updated_at)
               end as dismissed_at,
               coalesce(finding.severity, 'unknown') as severity,
               told.subject = 'unknown' as is_category_unknown,
               finding.state = 'dismissed' and finding.dismissed_at is null
                 or finding.state = 'fixed' and finding.fixed_at is null
                 as is_end_unknown
          from bound
          join findings as finding
            on finding.scope_id = bound.scope_id
           and finding.first_seen_at <= (select max(at) from moment)
           and case when finding.state = 'fixed'
                 then coalesce(finding.fixed_at, finding.source_updated_at)
                 else 'infinity' end > (select min(at) from moment)
           and finding.deleted_at is null
          cross join lateral (
            select ${FINDING_SUBJECT_SQL} as subject
          ) as told
         where told.subject in ('${subject}', 'unknown')
           and ${IS_FINDING_IN_PATHS_SQL}
      )
      select * from known`;
}

/**
 * The tables up to `open_security_finding` or `open_bug_finding`: one row per
 * entity, moment and finding that was there and not fixed then.
 */
export function openFindings(subject: FindingSubject): readonly CommonTable[] {
  return [
    BOUND,
    { name: `known_${subject}_finding`, sql: knownFindingsSql(subject) },
    {
      name: `open_${subject}_finding`,
      sql: `
      select known.entity_id,
             known.observation_key,
             moment.at,
             known.first_seen_at,
             known.severity,
             case
               when known.is_category_unknown then 'categoryUnknown'
               when known.dismissed_at <= moment.at then 'dismissed'
               when known.is_end_unknown then 'timeUnknown'
             end as excluded_reason
        from known_${subject}_finding as known
        join moment
          on moment.at >= known.from_at
         and moment.at < known.to_at
         and moment.at >= known.first_seen_at
         and moment.at < known.gone_at`,
    },
  ];
}
