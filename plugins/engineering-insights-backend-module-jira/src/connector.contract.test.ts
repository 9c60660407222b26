import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createJiraClient } from './client';
import { createJiraConnector } from './connector';

connectorContract({
  connector: createJiraConnector({
    client: createJiraClient({
      baseUrl: 'https://acme.atlassian.net',
      product: 'cloud',
      token: 'secret',
    }),
    annotationPrefix: 'jira',
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
