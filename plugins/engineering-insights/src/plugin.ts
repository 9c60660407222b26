import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { engineeringInsightsApi } from './apis';
import { entityDoraContent } from './entityContents';

/** DORA metrics on the pages of the catalog. */
export const engineeringInsightsPlugin = createFrontendPlugin({
  pluginId: 'engineering-insights',
  title: 'Engineering Insights',
  info: { packageJson: () => import('../package.json') },
  extensions: [engineeringInsightsApi, entityDoraContent],
});
