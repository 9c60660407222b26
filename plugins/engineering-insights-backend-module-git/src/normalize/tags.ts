import type { JsonValue } from '@backstage/types';
import type { ReleaseFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { isPrerelease } from './isPrerelease';

const instant = z.iso.datetime();

const itemSchema = z.object({
  tag: z.object({
    name: z.string().min(1).max(250),
    taggedAt: instant.optional(),
    commit: z.object({ sha: z.string(), committedAt: instant }).nullable(),
  }),
});

/** A tag is a release without a name, published when it was tagged, else when its commit was made. */
export function normalizeTag(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ tag }) => {
    if (!tag.commit) {
      return { result: 'ignored', reason: 'the tag points at no commit' };
    }
    const fact: ReleaseFact = {
      kind: 'release',
      externalId: tag.name,
      // Without sourceUpdatedAt: a tag may be moved to an older commit, and what is told last holds.
      sha: tag.commit.sha,
      publishedAt: tag.taggedAt ?? tag.commit.committedAt,
      isPrerelease: isPrerelease(tag.name),
    };
    return { result: 'ok', facts: [fact] };
  });
}
