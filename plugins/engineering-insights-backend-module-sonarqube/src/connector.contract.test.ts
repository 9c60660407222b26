import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSonarqubeClient } from './client';
import { createSonarqubeConnector } from './connector';

const baseUrl = 'https://sonarqube.example.com';

connectorContract({
  connector: createSonarqubeConnector({
    client: createSonarqubeClient({
      baseUrl,
      token: 'unused',
      authentication: 'bearer',
    }),
    siteUrl: baseUrl,
    origin: baseUrl,
    isDefault: true,
    webhookSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
