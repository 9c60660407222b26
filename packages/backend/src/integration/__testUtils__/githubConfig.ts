import type { JsonObject } from '@backstage/types';
import { PLAYGROUND_TOKEN } from 'playground';
import { FIRST_SYNC_SINCE } from './startGithub';

export interface HostConfig {
  readonly host: string;
  readonly token?: string;
  readonly webhookSecret?: string;
}

/** The configuration of a portal that reads these hosts. */
export function githubConfig(hosts: readonly HostConfig[]): JsonObject {
  return {
    integrations: {
      github: hosts.map(({ host, token = PLAYGROUND_TOKEN }) => ({
        host,
        apiBaseUrl: `http://${host}/api/v3`,
        token,
      })),
    },
    engineeringInsights: {
      firstSyncSince: FIRST_SYNC_SINCE,
      limits: { streamsAtOnce: 10 },
      sources: {
        github: hosts.flatMap(({ host, webhookSecret }) =>
          webhookSecret ? [{ host, webhookSecret }] : [],
        ),
      },
    },
  };
}
