import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createGitlabClient } from './client';
import { createGitlabConnector } from './connector';
import { readGitlabSources } from './readGitlabSources';

/** Adds GitLab as a source. */
export const engineeringInsightsModuleGitlab = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'gitlab',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readGitlabSources(config);
        for (const { host, message } of unavailable) {
          connectors.reportUnavailable({
            id: 'gitlab',
            title: `GitLab (${host})`,
            message,
          });
        }
        const configuredHosts = sources.map(source => source.host);
        for (const source of sources) {
          const client = createGitlabClient(source);
          connectors.addConnector(
            createGitlabConnector({ ...source, client, configuredHosts }),
          );
        }
      },
    });
  },
});
