import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts into the portal's first load.
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react/api';

export const engineeringInsightsApi = ApiBlueprint.make({
  params: define =>
    define({
      api: engineeringInsightsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => new EngineeringInsightsClient(apis),
    }),
});
