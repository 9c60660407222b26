import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createPagerdutyClient } from './client';
import { createPagerdutyConnector } from './connector';
import { readPagerdutySources } from './readPagerdutySources';

/** Adds PagerDuty as a source. */
export const engineeringInsightsModulePagerduty = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'pagerduty',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readPagerdutySources(config);
        for (const { title, message } of unavailable) {
          connectors.reportUnavailable({ id: 'pagerduty', title, message });
        }
        const accounts = sources.flatMap(({ account }) => account ?? []);
        for (const [index, source] of sources.entries()) {
          connectors.addConnector(
            createPagerdutyConnector({
              ...source,
              client: createPagerdutyClient(source),
              otherAccounts: accounts.filter(each => each !== source.account),
              isDefault: index === 0,
            }),
          );
        }
      },
    });
  },
});
