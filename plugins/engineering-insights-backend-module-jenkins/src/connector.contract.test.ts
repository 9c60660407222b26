import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createJenkinsClient } from './client';
import { createJenkinsConnector } from './connector';

const baseUrl = 'https://ci.example.org/jenkins';

connectorContract({
  connector: createJenkinsConnector({
    name: 'default',
    baseUrl,
    client: createJenkinsClient({ baseUrl, username: 'reader', token: 'x' }),
    isOnly: true,
    webhookSecret: 'secret',
    sharedLibraries: [],
  }),
  directory: join(__dirname, '__fixtures__'),
});
