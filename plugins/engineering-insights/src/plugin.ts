import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { engineeringInsightsApi } from './apis';
import { entityDoraCard } from './entityCards';
import {
  entityDoraContent,
  entityTeamAnalyticsContent,
} from './entityContents';
import { metricPage } from './pages';
import { doraRouteRef, metricRouteRef, teamAnalyticsRouteRef } from './routes';

/** DORA metrics and team analytics on the pages of the catalog. */
export const engineeringInsightsPlugin = createFrontendPlugin({
  pluginId: 'engineering-insights',
  title: 'Engineering Insights',
  info: { packageJson: () => import('../package.json') },
  routes: {
    dora: doraRouteRef,
    teamAnalytics: teamAnalyticsRouteRef,
    metric: metricRouteRef,
  },
  extensions: [
    engineeringInsightsApi,
    entityDoraCard,
    entityDoraContent,
    entityTeamAnalyticsContent,
    metricPage,
  ],
});
