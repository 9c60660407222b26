import type { JsonValue } from '@backstage/types';
import type { CommitFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { graphqlActorSchema, identityOf, restUserSchema } from './identity';

const graphqlCommitSchema = z.object({
  oid: z.string(),
  url: z.string().optional(),
  messageHeadline: z.string(),
  authoredDate: z.string(),
  committedDate: z.string(),
  additions: z.number().optional(),
  deletions: z.number().optional(),
  author: z
    .object({
      name: z.string().nullish(),
      email: z.string().nullish(),
      user: graphqlActorSchema,
    })
    .nullish(),
  parents: z.object({ nodes: z.array(z.object({ oid: z.string() })) }),
});

const restCommitSchema = z.object({
  sha: z.string(),
  html_url: z.string().optional(),
  commit: z.object({
    message: z.string(),
    author: z.object({
      date: z.string(),
      name: z.string().nullish(),
      email: z.string().nullish(),
    }),
    committer: z.object({ date: z.string() }),
  }),
  author: restUserSchema,
  parents: z.array(z.object({ sha: z.string() })),
  stats: z.object({ additions: z.number(), deletions: z.number() }).optional(),
  files: z
    .array(
      z.object({
        filename: z.string(),
        status: z.string().optional(),
        additions: z.number().optional(),
        deletions: z.number().optional(),
      }),
    )
    .optional(),
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('graphql'),
    isOnDefaultBranch: z.boolean().optional(),
    commit: graphqlCommitSchema,
  }),
  z.object({
    from: z.literal('rest'),
    isOnDefaultBranch: z.boolean().optional(),
    commit: restCommitSchema,
  }),
]);

export function normalizeCommit(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => ({
    result: 'ok',
    facts: [
      value.from === 'graphql'
        ? fromGraphql(value.commit, value.isOnDefaultBranch)
        : fromRest(value.commit, value.isOnDefaultBranch),
    ],
  }));
}

function fromGraphql(
  commit: z.infer<typeof graphqlCommitSchema>,
  isOnDefaultBranch?: boolean,
): CommitFact {
  const { author } = commit;
  return {
    kind: 'commit',
    externalId: commit.oid,
    url: commit.url,
    parents: commit.parents.nodes.map(parent => parent.oid),
    authoredAt: commit.authoredDate,
    committedAt: commit.committedDate,
    author: identityOf({
      login: author?.user?.login,
      type: author?.user?.__typename,
      name: author?.name,
      email: author?.email,
    }),
    title: commit.messageHeadline,
    additions: commit.additions,
    deletions: commit.deletions,
    isOnDefaultBranch,
  };
}

function fromRest(
  value: z.infer<typeof restCommitSchema>,
  isOnDefaultBranch?: boolean,
): CommitFact {
  const { commit, author, stats } = value;
  return {
    kind: 'commit',
    externalId: value.sha,
    url: value.html_url,
    parents: value.parents.map(parent => parent.sha),
    authoredAt: commit.author.date,
    committedAt: commit.committer.date,
    author: identityOf({
      login: author?.login,
      type: author?.type,
      name: commit.author.name,
      email: commit.author.email,
    }),
    title: commit.message.split('\n', 1)[0],
    additions: stats?.additions,
    deletions: stats?.deletions,
    files: value.files?.map(file => ({
      path: file.filename,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
    })),
    isOnDefaultBranch,
  };
}
