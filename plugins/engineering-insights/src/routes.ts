import { createRouteRef } from '@backstage/core-plugin-api';

/** The DORA tab, in either frontend system. */
export const doraRouteRef = createRouteRef({ id: 'engineering-insights:dora' });

/** The Team analytics tab, in either frontend system. */
export const teamAnalyticsRouteRef = createRouteRef({
  id: 'engineering-insights:team-analytics',
});

/** The page of what is looked at across services, in either frontend system. */
export const insightsRouteRef = createRouteRef({
  id: 'engineering-insights',
});

/** The page of one metric of one entity, in either frontend system. */
export const metricRouteRef = createRouteRef({
  id: 'engineering-insights:metric',
  params: ['metricId', 'kind', 'namespace', 'name'],
});
