import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { metricRouteRef } from './routes';

/** One metric of one entity, alone: any metric, also one that a module adds. */
export const metricPage = PageBlueprint.make({
  name: 'metric',
  params: {
    path: '/engineering-insights/metrics/:metricId/:kind/:namespace/:name',
    routeRef: metricRouteRef,
    // Its own header names the metric.
    noHeader: true,
    loader: () =>
      import('./metric/MetricRoute').then(module => <module.MetricRoute />),
  },
});
