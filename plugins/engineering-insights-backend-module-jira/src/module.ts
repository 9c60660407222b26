import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createJiraClient } from './client';
import { createJiraConnector } from './connector';
import { readJiraSources } from './readJiraSources';

/** Adds Jira as a source. */
export const engineeringInsightsModuleJira = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'jira',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readJiraSources(config);
        for (const { title, message } of unavailable) {
          connectors.reportUnavailable({ id: 'jira', title, message });
        }
        for (const source of sources) {
          connectors.addConnector(
            createJiraConnector({
              ...source,
              client: createJiraClient(source),
            }),
          );
        }
      },
    });
  },
});
