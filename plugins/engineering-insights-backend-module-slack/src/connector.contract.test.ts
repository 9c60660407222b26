import { join } from 'node:path';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { ChannelDirectory } from './ChannelDirectory';
import { createSlackClient } from './client';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { createSlackConnector } from './connector';

const apiBaseUrl = 'https://slack.com/api';
const pattern = compileChannelPattern(DEFAULT_CHANNEL_PATTERN);
const includePrivate = false;
const client = createSlackClient({
  apiBaseUrl,
  token: 'unused',
  includePrivate,
});

connectorContract({
  connector: createSlackConnector({
    apiBaseUrl,
    workspaceUrl: 'https://acme.slack.com',
    directory: ChannelDirectory.create({ client, pattern }),
    pattern,
    includePrivate,
    signingSecret: 'secret',
  }),
  directory: join(__dirname, '__fixtures__'),
});
