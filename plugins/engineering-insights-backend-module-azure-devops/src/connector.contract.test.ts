import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createAzureDevopsClient } from './client';
import { createAzureDevopsConnector } from './connector';

const organization = {
  host: 'dev.azure.com',
  name: 'acme',
  baseUrl: 'https://dev.azure.com/acme',
};

connectorContract({
  connector: createAzureDevopsConnector({
    client: createAzureDevopsClient({
      ...organization,
      releaseBaseUrl: 'https://vsrm.dev.azure.com/acme',
      apiVersion: '7.1',
      authorization: async () => 'Basic token',
    }),
    organization,
    others: [organization],
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
