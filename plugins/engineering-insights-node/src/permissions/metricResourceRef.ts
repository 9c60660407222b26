import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ENGINEERING_INSIGHTS_METRIC } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricFilter } from './MetricFilter';
import type { MetricResource } from './MetricResource';

/** By which policies and rules name what is read. */
export const engineeringInsightsMetricResourceRef = createPermissionResourceRef<
  MetricResource,
  MetricFilter
>().with({
  pluginId: 'engineering-insights',
  resourceType: RESOURCE_TYPE_ENGINEERING_INSIGHTS_METRIC,
});
