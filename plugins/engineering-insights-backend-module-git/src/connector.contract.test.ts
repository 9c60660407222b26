import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { connectorContract } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createGitConnector } from './connector';
import type { MirrorStore } from './mirrors/MirrorStore';
import { readGitSources } from './readGitSources';

const config = new ConfigReader({
  engineeringInsights: { sources: { git: [{ allow: ['git.example.org'] }] } },
});

connectorContract({
  connector: createGitConnector({
    source: readGitSources(config).sources[0],
    // Nothing is read here.
    store: undefined as unknown as MirrorStore,
    integratedHosts: [],
  }),
  directory: join(__dirname, '__fixtures__'),
});
