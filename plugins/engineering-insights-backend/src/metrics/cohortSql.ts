import type { MetricScope } from '@sei-platform/plugin-engineering-insights-node';

/**
 * The SQL condition that leaves out, with the reason `bot`, whose work does not
 * belong to people; false for every other cohort.
 */
export function isLeftOutAsBotSql(
  scope: MetricScope,
  actorColumn: string,
): string {
  return scope.cohort === 'human'
    ? `coalesce(${actorColumn} in ('bot', 'agent'), false)`
    : 'false';
}

/** The SQL condition that a row is a candidate of the cohort at all. */
export function isCandidateSql(
  scope: MetricScope,
  actorColumn: string,
): string {
  return scope.cohort === 'bot' ? `${actorColumn} in ('bot', 'agent')` : 'true';
}
