import { ApiBlueprint, discoveryApiRef, fetchApiRef } from '@backstage/frontend-plugin-api';
import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react';

export const engineeringInsightsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: engineeringInsightsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new EngineeringInsightsClient(apis),
    }),
});
