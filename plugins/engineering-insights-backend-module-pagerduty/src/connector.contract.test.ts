import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createPagerdutyClient } from './client';
import { createPagerdutyConnector } from './connector';

const apiBaseUrl = 'https://api.pagerduty.com';

connectorContract({
  connector: createPagerdutyConnector({
    client: createPagerdutyClient({ apiBaseUrl, token: 'unused' }),
    apiBaseUrl,
    otherAccounts: [],
    isDefault: true,
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
