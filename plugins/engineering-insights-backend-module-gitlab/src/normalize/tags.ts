import type { JsonValue } from '@backstage/types';
import type { ReleaseFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instant } from './instant';
import { isPrerelease } from './isPrerelease';

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  tag: z.object({
    name: z.string().min(1),
    created_at: instant.nullish(),
    commit: z.object({ id: z.string(), committed_date: instant }).nullish(),
  }),
});

/** A tag is a release without a name, published when it was tagged, else when its commit was made. */
export function normalizeTag(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ tag }) => {
    if (!tag.commit) {
      return { result: 'ignored', reason: 'the tag points at no commit' };
    }
    const publishedAt = tag.created_at ?? tag.commit.committed_date;
    const fact: ReleaseFact = {
      kind: 'release',
      externalId: tag.name,
      sourceUpdatedAt: publishedAt,
      sha: tag.commit.id,
      publishedAt,
      isPrerelease: isPrerelease(tag.name),
    };
    return { result: 'ok', facts: [fact] };
  });
}
