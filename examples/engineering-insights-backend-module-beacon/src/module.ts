import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createBeaconClient } from './client';
import { createBeaconConnector } from './connector';

/** Adds Beacon as a source. */
export const engineeringInsightsModuleBeacon = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'beacon',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const sources = config.getOptionalConfigArray(
          'engineeringInsights.sources.beacon',
        );
        if (!sources) {
          connectors.reportUnavailable({
            id: 'beacon',
            title: 'Beacon',
            message:
              'Set engineeringInsights.sources.beacon[] with a baseUrl and a token.',
          });
        }
        for (const source of sources ?? []) {
          const baseUrl = source.getString('baseUrl').replace(/\/+$/, '');
          connectors.addConnector(
            createBeaconConnector({
              baseUrl,
              client: createBeaconClient({
                baseUrl,
                token: source.getString('token'),
              }),
              webhookSecret: source.getOptionalString('webhookSecret'),
            }),
          );
        }
      },
    });
  },
});
