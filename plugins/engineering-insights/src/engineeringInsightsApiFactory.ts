import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts into the portal's first load.
import { engineeringInsightsApiRef } from '@sei-platform/plugin-engineering-insights-react/api';

/** Makes the client of a portal's backend, in either frontend system. */
export const engineeringInsightsApiFactory = createApiFactory({
  api: engineeringInsightsApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: apis => new EngineeringInsightsClient(apis),
});
