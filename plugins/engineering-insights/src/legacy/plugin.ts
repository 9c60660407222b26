import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { engineeringInsightsApiFactory } from '../engineeringInsightsApiFactory';
import {
  doraRouteRef,
  insightsRouteRef,
  metricRouteRef,
  teamAnalyticsRouteRef,
} from '../routes';

/** DORA metrics and team analytics on the pages of the catalog, for portals on the old frontend system. */
export const engineeringInsightsPlugin = createPlugin({
  id: 'engineering-insights',
  apis: [engineeringInsightsApiFactory],
  routes: {
    root: insightsRouteRef,
    dora: doraRouteRef,
    metric: metricRouteRef,
    teamAnalytics: teamAnalyticsRouteRef,
  },
});

/** The DORA tab of an entity. */
export const EntityDoraContent = engineeringInsightsPlugin.provide(
  createRoutableExtension({
    name: 'EntityDoraContent',
    component: () =>
      import('../dora/EntityDoraContent').then(
        module => module.EntityDoraContent,
      ),
    mountPoint: doraRouteRef,
  }),
);

/** The Team analytics tab of a group. */
export const EntityTeamAnalyticsContent = engineeringInsightsPlugin.provide(
  createRoutableExtension({
    name: 'EntityTeamAnalyticsContent',
    component: () =>
      import('../team/EntityTeamContent').then(
        module => module.EntityTeamContent,
      ),
    mountPoint: teamAnalyticsRouteRef,
  }),
);

/** What is looked at across services: a page of tabs. */
export const EngineeringInsightsPage = engineeringInsightsPlugin.provide(
  createRoutableExtension({
    name: 'EngineeringInsightsPage',
    component: () =>
      import('../insights/InsightsPage').then(module => module.InsightsPage),
    mountPoint: insightsRouteRef,
  }),
);

/** The page of one metric of one entity. */
export const EngineeringInsightsMetricPage = engineeringInsightsPlugin.provide(
  createRoutableExtension({
    name: 'EngineeringInsightsMetricPage',
    component: () =>
      import('../metric/MetricRoute').then(module => module.MetricRoute),
    mountPoint: metricRouteRef,
  }),
);

/** The DORA metrics of an entity, for its overview. */
export const EntityDoraCard = engineeringInsightsPlugin.provide(
  createComponentExtension({
    name: 'EntityDoraCard',
    component: {
      lazy: () =>
        import('../dora/overview/EntityDoraCard').then(
          module => module.EntityDoraCard,
        ),
    },
  }),
);
