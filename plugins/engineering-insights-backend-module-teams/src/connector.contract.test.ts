import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './channels/compileChannelPattern';
import { createTeamsConnector } from './connector';
import { createGraphClient } from './graph/client';
import type { TeamsSource } from './readTeamsSources';

const source: TeamsSource = {
  tenantId: '84bd8158-6d4d-4958-8b9f-9d6445542f95',
  clientId: '24d3b144-21ae-4080-943f-7067b395b913',
  clientSecret: 'unused',
  teams: ['fb82c19a-0f6d-41ed-90f0-cbb29a476ede'],
  pattern: compileChannelPattern(DEFAULT_CHANNEL_PATTERN),
  basis: 'unused',
  clientState: 'unused',
  outgoingWebhookTokens: ['dW51c2Vk'],
  authority: 'https://login.microsoftonline.com',
  graphBaseUrl: 'https://graph.microsoft.com',
};

connectorContract({
  connector: createTeamsConnector({
    ...source,
    client: createGraphClient(source),
  }),
  directory: join(__dirname, '__fixtures__'),
});
