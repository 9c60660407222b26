import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeTag } from '../normalize/tags';
import { tagsQuery } from '../queries/releases';
import { createPageSizer } from './pageSizer';
import { repositoryOf } from '../repositoryOf';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

/** GitHub lists tags by the date of their commit, and a commit may be tagged weeks after it was made. */
const LOOKBACK = { days: 30 };

const PAGE_SIZE = 100;

type Target = { oid: string; committedDate?: string; target?: Target };
type TagNode = JsonObject & { name: string; target: Target };

export function tagsStream(client: GithubClient): Stream<ConnectionCursor> {
  return {
    name: 'tags',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { tag } = item as { tag: JsonObject };
      return { externalId: String(tag.name) };
    },
    read({ scope, signal, ...options }) {
      const sized = createPageSizer(PAGE_SIZE);
      return readConnection<TagNode>(
        {
          async readPage(after) {
            const { data, budget } = await sized(size =>
              client.graphql({
                scope,
                signal,
                permission: 'Contents: read',
                name: 'tags',
                query: tagsQuery,
                variables: {
                  ...repositoryOf(scope),
                  size,
                  after: after ?? null,
                },
              }),
            );
            const { refs } = data.repository as unknown as {
              refs: ConnectionPage<TagNode>;
            };
            // What points at no commit is no version, and has no place in the order.
            const nodes = refs.nodes.filter(node => commitDateOf(node.target));
            return { ...refs, nodes, budget };
          },
          changedAt: node => commitDateOf(node.target) ?? options.since,
          toItem: node => ({ from: 'graphql', tag: node }),
          lookback: LOOKBACK,
        },
        options,
      );
    },
    normalize: normalizeTag,
  };
}

function commitDateOf(target: Target): string | undefined {
  return target.committedDate ?? target.target?.committedDate;
}
