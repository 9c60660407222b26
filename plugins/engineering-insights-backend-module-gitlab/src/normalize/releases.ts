import type { JsonValue } from '@backstage/types';
import type { ReleaseFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instant } from './instant';
import { isPrerelease } from './isPrerelease';

const fields = {
  name: z.string().nullish(),
  url: z.string().optional(),
  created_at: instant,
  released_at: instant.nullish(),
  commit: z.object({ id: z.string() }).nullish(),
};

const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('rest'),
    release: z.object({ ...fields, tag_name: z.string() }),
  }),
  z.object({
    from: z.literal('webhook'),
    release: z.object({ ...fields, tag: z.string() }),
  }),
]);

export function normalizeRelease(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { release } = value;
    const tag =
      value.from === 'rest' ? value.release.tag_name : value.release.tag;
    const publishedAt = release.released_at ?? release.created_at;
    const fact: ReleaseFact = {
      kind: 'release',
      externalId: tag,
      sourceUpdatedAt: publishedAt,
      url: release.url,
      // GitLab shows the tag where a release has no name; a fact without a name is a bare tag.
      name: release.name || tag,
      sha: release.commit?.id,
      publishedAt,
      isPrerelease: isPrerelease(tag),
    };
    return { result: 'ok', facts: [fact] };
  });
}
