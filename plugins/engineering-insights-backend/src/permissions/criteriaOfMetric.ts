import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import {
  isMetricOf,
  type MetricFilter,
} from '@sei-platform/plugin-engineering-insights-node';
import {
  allOf,
  anyOf,
  not,
  type EntityCriteria,
  type EntityFilter,
} from './EntityCriteria';

const isOfEntity = (filter: MetricFilter): filter is EntityFilter =>
  filter.key !== 'metricId';

/** What is left to ask of an entity once the metric is known. */
export function criteriaOfMetric(
  criteria: PermissionCriteria<MetricFilter>,
  metricId: string | undefined,
): EntityCriteria {
  const of = (part: PermissionCriteria<MetricFilter>) =>
    criteriaOfMetric(part, metricId);
  if (isAndCriteria(criteria)) return allOf(criteria.allOf.map(of));
  if (isOrCriteria(criteria)) return anyOf(criteria.anyOf.map(of));
  if (isNotCriteria(criteria)) return not(of(criteria.not));
  if (isOfEntity(criteria)) return criteria;
  return metricId !== undefined && isMetricOf(metricId, criteria.values);
}
