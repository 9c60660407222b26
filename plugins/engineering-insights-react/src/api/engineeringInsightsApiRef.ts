import { createApiRef } from '@backstage/frontend-plugin-api';
import type { EngineeringInsightsApi } from '@sei-platform/plugin-engineering-insights-common';

/** What a page asks Engineering Insights. */
export const engineeringInsightsApiRef = createApiRef<EngineeringInsightsApi>({
  id: 'plugin.engineering-insights.client',
});
