import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createGitlabClient } from './client';
import { createGitlabConnector } from './connector';

connectorContract({
  connector: createGitlabConnector({
    client: createGitlabClient({
      host: 'gitlab.com',
      apiBaseUrl: 'https://gitlab.com/api/v4',
      token: 'token',
    }),
    host: 'gitlab.com',
    baseUrl: 'https://gitlab.com',
    configuredHosts: ['gitlab.com'],
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
