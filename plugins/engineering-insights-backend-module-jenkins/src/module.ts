import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createJenkinsClient } from './client';
import { createJenkinsConnector } from './connector';
import { readJenkinsSources } from './readJenkinsSources';

/** Adds Jenkins as a source. */
export const engineeringInsightsModuleJenkins = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'jenkins',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readJenkinsSources(config);
        for (const { title, message } of unavailable) {
          connectors.reportUnavailable({ id: 'jenkins', title, message });
        }
        for (const source of sources) {
          connectors.addConnector(
            createJenkinsConnector({
              ...source,
              client: createJenkinsClient(source),
              isOnly: sources.length === 1 && unavailable.length === 0,
            }),
          );
        }
      },
    });
  },
});
