import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createAzureDevopsClient } from './client';
import { createAzureDevopsConnector } from './connector';
import { readAzureDevopsSources } from './readAzureDevopsSources';

/** Adds Azure DevOps as a source. */
export const engineeringInsightsModuleAzureDevops = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'azure-devops',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readAzureDevopsSources(config);
        for (const { name, message } of unavailable) {
          connectors.reportUnavailable({
            id: 'azure-devops',
            title: `Azure DevOps (${name})`,
            message,
          });
        }
        for (const source of sources) {
          connectors.addConnector(
            createAzureDevopsConnector({
              client: createAzureDevopsClient(source),
              organization: source,
              others: sources,
              webhookSecret: source.webhookSecret,
            }),
          );
        }
      },
    });
  },
});
