import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { ChannelDirectory } from './ChannelDirectory';
import { createSlackClient } from './client';
import { createSlackConnector } from './connector';
import { readSlackSources } from './readSlackSources';

/** Adds Slack as a source. */
export const engineeringInsightsModuleSlack = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'slack',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readSlackSources(config);
        for (const { title, message } of unavailable)
          connectors.reportUnavailable({ id: 'slack', title, message });
        for (const source of sources) {
          const { pattern } = source;
          const client = createSlackClient(source);
          const directory = ChannelDirectory.create({ client, pattern });
          connectors.addConnector(
            createSlackConnector({ ...source, directory }),
          );
        }
      },
    });
  },
});
