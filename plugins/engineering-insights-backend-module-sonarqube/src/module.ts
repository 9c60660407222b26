import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createSonarqubeClient } from './client';
import { createSonarqubeConnector } from './connector';
import { readSonarqubeSources } from './readSonarqubeSources';

/** Adds SonarQube as a source. */
export const engineeringInsightsModuleSonarqube = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'sonarqube',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readSonarqubeSources(config);
        for (const { title, message } of unavailable) {
          connectors.reportUnavailable({ id: 'sonarqube', title, message });
        }
        for (const source of sources) {
          connectors.addConnector(
            createSonarqubeConnector({
              ...source,
              client: createSonarqubeClient(source),
            }),
          );
        }
      },
    });
  },
});
