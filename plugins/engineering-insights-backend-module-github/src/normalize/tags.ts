import type { JsonValue } from '@backstage/types';
import type { ReleaseFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

const targetSchema = z.object({
  __typename: z.string(),
  oid: z.string(),
  committedDate: z.string().optional(),
});

const graphqlTagSchema = z.object({
  name: z.string().min(1),
  target: targetSchema.extend({
    tagger: z.object({ date: z.string().nullish() }).nullish(),
    target: targetSchema.optional(),
  }),
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('graphql'), tag: graphqlTagSchema }),
  z.object({
    from: z.literal('webhook'),
    tag: z.object({
      name: z.string().min(1),
      id: z.string(),
      timestamp: z.string(),
    }),
  }),
]);

/** `v1.2.3-rc.1`: Semantic Versioning puts a pre-release after a hyphen. */
const SEMANTIC_PRERELEASE = /^v?\d+\.\d+\.\d+-/;

/** A tag is a release without a name, published when it was tagged, else when its commit was made. */
export function normalizeTag(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value =>
    value.from === 'graphql'
      ? fromGraphql(value.tag)
      : releaseOf({
          name: value.tag.name,
          sha: value.tag.id,
          publishedAt: value.tag.timestamp,
        }),
  );
}

function fromGraphql({
  name,
  target,
}: z.infer<typeof graphqlTagSchema>): NormalizeResult {
  const commit = target.__typename === 'Tag' ? target.target : target;
  if (commit?.__typename !== 'Commit' || !commit.committedDate) {
    return { result: 'ignored', reason: 'the tag points at no commit' };
  }
  const publishedAt = target.tagger?.date ?? commit.committedDate;
  return releaseOf({ name, sha: commit.oid, publishedAt });
}

function releaseOf(tag: {
  name: string;
  sha: string;
  publishedAt: string;
}): NormalizeResult {
  const fact: ReleaseFact = {
    kind: 'release',
    externalId: tag.name,
    sourceUpdatedAt: tag.publishedAt,
    sha: tag.sha,
    publishedAt: tag.publishedAt,
    isPrerelease: SEMANTIC_PRERELEASE.test(tag.name),
  };
  return { result: 'ok', facts: [fact] };
}
