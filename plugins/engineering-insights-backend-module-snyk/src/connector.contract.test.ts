import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSnykClient } from './client';
import { createSnykConnector } from './connector';

const apiBaseUrl = 'https://api.snyk.io/rest';

connectorContract({
  connector: createSnykConnector({
    client: createSnykClient({ apiBaseUrl, token: 'unused' }),
    apiBaseUrl,
    appBaseUrl: 'https://app.snyk.io',
    organizations: [],
    otherOrganizations: [],
    isDefault: true,
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
