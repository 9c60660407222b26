import { Tags } from '@gitbeaker/rest';
import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GitlabClient } from '../client';
import { normalizeTag } from '../normalize/tags';
import { pick } from './pick';
import { readNewestFirst, type NewestFirstCursor } from './readNewestFirst';

const PAGE_SIZE = 100;
/** A tag without a text has the date of its commit, which may be weeks before it was made. */
const LOOKBACK = { days: 30 };

interface Tag {
  name: string;
  created_at?: string | null;
  commit?: { committed_date: string } | null;
}

export function tagsStream(client: GitlabClient): Stream<NewestFirstCursor> {
  return {
    name: 'tags',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { tag } = item as { tag: JsonObject };
      return { externalId: String(tag.name) };
    },
    read({ scope, signal, ...options }) {
      return readNewestFirst<Tag>(
        {
          readPage: ({ page, etag }) =>
            client.getChanged<Tags, Tag[]>(
              { signal, role: 'Reporter', etag },
              Tags,
              tags =>
                tags.all(scope.externalId, {
                  orderBy: 'updated',
                  sort: 'desc',
                  perPage: PAGE_SIZE,
                  page,
                }) as unknown as Promise<Tag[]>,
            ),
          createdAt: tag =>
            tag.created_at ?? tag.commit?.committed_date ?? undefined,
          toItem: tag => ({
            from: 'rest',
            tag: {
              ...pick(tag, ['name', 'created_at']),
              commit: tag.commit
                ? pick(tag.commit, ['id', 'committed_date'])
                : null,
            },
          }),
          lookback: LOOKBACK,
        },
        options,
      );
    },
    normalize: normalizeTag,
  };
}
