import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeRelease } from '../normalize/releases';
import { releasesQuery } from '../queries/releases';
import { createPageSizer } from './pageSizer';
import { repositoryOf } from '../repositoryOf';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

/** GitHub lists releases by their creation only: a draft may be published, a release renamed, weeks later. */
const LOOKBACK = { days: 30 };

const PAGE_SIZE = 100;

type ReleaseNode = JsonObject & { createdAt: string };

export function releasesStream(client: GithubClient): Stream<ConnectionCursor> {
  return {
    name: 'releases',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { release } = item as { release: JsonObject };
      return {
        externalId: String(release.tagName ?? release.tag_name),
        updatedAt: (release.updatedAt ?? release.updated_at ?? undefined) as
          | string
          | undefined,
      };
    },
    read({ scope, signal, ...options }) {
      const sized = createPageSizer(PAGE_SIZE);
      return readConnection<ReleaseNode>(
        {
          async readPage(after) {
            const { data, budget } = await sized(size =>
              client.graphql({
                scope,
                signal,
                permission: 'Contents: read',
                name: 'releases',
                query: releasesQuery,
                variables: {
                  ...repositoryOf(scope),
                  size,
                  after: after ?? null,
                },
              }),
            );
            const { releases } = data.repository as unknown as {
              releases: ConnectionPage<ReleaseNode>;
            };
            return { ...releases, budget };
          },
          changedAt: node => node.createdAt,
          toItem: node => ({ from: 'graphql', release: node }),
          lookback: LOOKBACK,
        },
        options,
      );
    },
    normalize: normalizeRelease,
  };
}
