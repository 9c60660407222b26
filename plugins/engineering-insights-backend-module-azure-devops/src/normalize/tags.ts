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
  project: z.string(),
  repository: z.string(),
  tag: z.object({
    name: z.string().min(1),
    sha: z.string(),
    at: instant.optional(),
  }),
});

/** A tag is a release without a name, published when it was tagged, else when its commit was made. */
export function normalizeTag(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, ({ project, repository, tag }) => {
    if (!tag.at) {
      return { result: 'ignored', reason: 'the tag points at no commit' };
    }
    const page = `${baseUrl}/${encodeURIComponent(
      project,
    )}/_git/${encodeURIComponent(repository)}`;
    const fact: ReleaseFact = {
      kind: 'release',
      externalId: tag.name,
      sourceUpdatedAt: tag.at,
      url: `${page}?version=GT${encodeURIComponent(tag.name)}`,
      sha: tag.sha,
      publishedAt: tag.at,
      isPrerelease: isPrerelease(tag.name),
    };
    return { result: 'ok', facts: [fact] };
  });
}
