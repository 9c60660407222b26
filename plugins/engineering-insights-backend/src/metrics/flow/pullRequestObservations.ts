import type {
  MetricScope,
  ObservationQuery,
} from '@sei-platform/plugin-engineering-insights-node';
import { phaseSecondsSql, phaseUnknownSql, type PhaseSql } from './phaseSql';
import { pullRequestBoundaries } from './pullRequestBoundaries';

/**
 * The observations of one phase: every pull request merged in the window.
 *
 * All phases are placed by the merge, deploying too, so that a table of them
 * and the chart beside it speak of the same pull requests.
 */
export function pullRequestObservations(
  scope: MetricScope,
  phase: PhaseSql,
): ObservationQuery {
  return {
    shared: pullRequestBoundaries(scope),
    sql: `
      select entity_id,
             observation_key,
             merged_at as observed_at,
             duration.seconds as value,
             case
               when is_left_out_as_bot then 'bot'
               else coalesce(${phaseUnknownSql(phase)},
                 case when duration.seconds is null then 'timeUnknown' end)
             end as excluded_reason
        from bounded
        cross join lateral (
          select ${phaseSecondsSql(scope, phase)} as seconds
        ) as duration`,
    bindings: {},
  };
}
