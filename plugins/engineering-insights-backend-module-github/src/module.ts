import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createGithubClient } from './client';
import { createGithubConnector } from './connector';
import { credentialsOf } from './credentialsOf';
import { readGithubSources } from './readGithubSources';

/** Adds GitHub as a source. */
export const engineeringInsightsModuleGithub = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, connectors }) {
        const { sources, unavailable } = readGithubSources(config);
        const provider = DefaultGithubCredentialsProvider.fromIntegrations(
          ScmIntegrations.fromConfig(config),
        );
        for (const { host, message } of unavailable) {
          connectors.reportUnavailable({
            id: 'github',
            title: `GitHub (${host})`,
            message,
          });
        }
        const configuredHosts = sources.map(source => source.host);
        for (const source of sources) {
          const { host, origin, apiBaseUrl, token, webhookSecret } = source;
          const credentials = credentialsOf({ provider, token });
          const client = createGithubClient({ host, apiBaseUrl, credentials });
          connectors.addConnector(
            createGithubConnector({
              client,
              host,
              origin,
              configuredHosts,
              webhookSecret,
            }),
          );
        }
      },
    });
  },
});
