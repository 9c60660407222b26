import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { FIRST_SYNC_SINCE } from './startGithub';

const PATH = join(__dirname, '../../../../../app-config.yaml');

/** What the demo portal's configuration says of sources, for a playground on this host. */
export function demoConfig(host: string): JsonObject {
  const text = readFileSync(PATH, 'utf8').replaceAll(
    /\$\{PLAYGROUND_HOST:-[^}]*\}/g,
    host,
  );
  const { integrations, engineeringInsights } = parse(text);
  return {
    integrations,
    engineeringInsights: {
      sources: engineeringInsights.sources,
      firstSyncSince: FIRST_SYNC_SINCE,
      limits: {
        streamsAtOnce: 10,
        // Tests have what failed read again many times a second.
        requestsPerMinute: { writes: 1_000_000 },
      },
    },
  };
}
