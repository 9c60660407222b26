import type { JsonValue } from '@backstage/types';
import type { ReleaseFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

const graphqlReleaseSchema = z.object({
  tagName: z.string(),
  name: z.string().nullish(),
  url: z.string().optional(),
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  createdAt: z.string(),
  publishedAt: z.string().nullish(),
  updatedAt: z.string(),
  tagCommit: z.object({ oid: z.string() }).nullish(),
});

const restReleaseSchema = z.object({
  tag_name: z.string(),
  name: z.string().nullish(),
  html_url: z.string().optional(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  created_at: z.string().nullish(),
  published_at: z.string().nullish(),
  updated_at: z.string().nullish(),
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('graphql'), release: graphqlReleaseSchema }),
  z.object({ from: z.literal('webhook'), release: restReleaseSchema }),
]);

export function normalizeRelease(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value =>
    value.from === 'graphql'
      ? fromGraphql(value.release)
      : fromRest(value.release),
  );
}

const DRAFT: NormalizeResult = {
  result: 'ignored',
  reason: 'a draft is no release yet',
};

function fromGraphql(
  value: z.infer<typeof graphqlReleaseSchema>,
): NormalizeResult {
  if (value.isDraft) return DRAFT;
  const fact: ReleaseFact = {
    kind: 'release',
    externalId: value.tagName,
    sourceUpdatedAt: value.updatedAt,
    url: value.url,
    // GitHub shows the tag where a release has no name; a fact without a name is a bare tag.
    name: value.name || value.tagName,
    sha: value.tagCommit?.oid,
    publishedAt: value.publishedAt ?? value.createdAt,
    isPrerelease: value.isPrerelease,
  };
  return { result: 'ok', facts: [fact] };
}

/** A webhook names the tag, not the revision that it points at. */
function fromRest(value: z.infer<typeof restReleaseSchema>): NormalizeResult {
  if (value.draft) return DRAFT;
  const publishedAt = value.published_at ?? value.created_at;
  if (!publishedAt) {
    return { result: 'invalid', reason: 'release.published_at: is missing' };
  }
  const fact: ReleaseFact = {
    kind: 'release',
    externalId: value.tag_name,
    sourceUpdatedAt: value.updated_at ?? publishedAt,
    url: value.html_url,
    name: value.name || value.tag_name,
    publishedAt,
    isPrerelease: value.prerelease,
  };
  return { result: 'ok', facts: [fact] };
}
