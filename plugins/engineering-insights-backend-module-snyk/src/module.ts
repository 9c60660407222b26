import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createSnykClient } from './client';
import { createSnykConnector } from './connector';
import { readSnykSources } from './readSnykSources';

/** Adds Snyk as a source. */
export const engineeringInsightsModuleSnyk = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'snyk',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readSnykSources(config);
        for (const { title, message } of unavailable) {
          connectors.reportUnavailable({ id: 'snyk', title, message });
        }
        const organizations = sources.flatMap(source => source.organizations);
        for (const [index, source] of sources.entries()) {
          connectors.addConnector(
            createSnykConnector({
              ...source,
              client: createSnykClient(source),
              otherOrganizations: organizations.filter(
                each => !source.organizations.includes(each),
              ),
              isDefault: index === 0,
            }),
          );
        }
      },
    });
  },
});
