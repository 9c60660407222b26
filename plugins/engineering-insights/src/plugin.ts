import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { engineeringInsightsApi } from './apis';
import { entityDoraCard } from './entityCards';
import {
  entityDoraContent,
  entityTeamAnalyticsContent,
} from './entityContents';
import { insightsPage, metricPage } from './pages';
import {
  doraRouteRef,
  insightsRouteRef,
  metricRouteRef,
  teamAnalyticsRouteRef,
} from './routes';

/** DORA metrics and team analytics on the pages of the catalog. */
export const engineeringInsightsPlugin = createFrontendPlugin({
  pluginId: 'engineering-insights',
  title: 'Engineering Insights',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: insightsRouteRef,
    dora: doraRouteRef,
    teamAnalytics: teamAnalyticsRouteRef,
    metric: metricRouteRef,
  },
  extensions: [
    engineeringInsightsApi,
    entityDoraCard,
    entityDoraContent,
    entityTeamAnalyticsContent,
    insightsPage,
    metricPage,
  ],
});
