import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createGithubClient } from './client';
import { createGithubConnector } from './connector';

connectorContract({
  connector: createGithubConnector({
    client: createGithubClient({
      host: 'github.com',
      apiBaseUrl: 'https://api.github.com',
      credentials: async () => ({ type: 'token', headers: {} }),
    }),
    host: 'github.com',
    origin: 'https://github.com',
    configuredHosts: ['github.com'],
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
