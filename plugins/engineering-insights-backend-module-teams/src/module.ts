import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createTeamsConnector } from './connector';
import { createGraphClient } from './graph/client';
import { readTeamsSources } from './readTeamsSources';

/** Adds Microsoft Teams as a source. */
export const engineeringInsightsModuleTeams = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'teams',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readTeamsSources(config);
        for (const { title, message } of unavailable)
          connectors.reportUnavailable({ id: 'teams', title, message });
        for (const source of sources) {
          const client = createGraphClient(source);
          connectors.addConnector(createTeamsConnector({ ...source, client }));
        }
      },
    });
  },
});
