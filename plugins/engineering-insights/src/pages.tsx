import { PageBlueprint } from '@backstage/frontend-plugin-api';
import TrendingUpIcon from '@material-ui/icons/TrendingUp';
import { insightsRouteRef, metricRouteRef } from './routes';

/** What is looked at across services: tabs below one path. */
export const insightsPage = PageBlueprint.make({
  params: {
    path: '/engineering-insights',
    // As the sidebar names it, which cuts a longer one; the page itself tells the whole name.
    title: 'Insights',
    icon: <TrendingUpIcon />,
    routeRef: insightsRouteRef,
    // Its own header stands in the old frontend system as well.
    noHeader: true,
    loader: () =>
      import('./insights/InsightsPage').then(module => <module.InsightsPage />),
  },
});

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
