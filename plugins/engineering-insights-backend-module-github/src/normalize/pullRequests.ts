import type { JsonValue } from '@backstage/types';
import type {
  PullRequestFact,
  ReviewFact,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import {
  graphqlActorSchema,
  graphqlIdentityOf,
  restIdentityOf,
  restUserSchema,
} from './identity';
import { nodesSchema } from './nodesSchema';
import { readyForReviewAt } from './readyForReviewAt';

const graphqlReviewSchema = z.object({
  fullDatabaseId: z.union([z.string(), z.number()]).nullish(),
  databaseId: z.number().nullish(),
  url: z.string().optional(),
  state: z.string(),
  submittedAt: z.string().nullish(),
  updatedAt: z.string().optional(),
  author: graphqlActorSchema,
  comments: z.object({ totalCount: z.number() }).nullish(),
});

const graphqlPullRequestSchema = z.object({
  number: z.number(),
  url: z.string().optional(),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  mergedAt: z.string().nullish(),
  closedAt: z.string().nullish(),
  headRefOid: z.string(),
  headRefName: z.string(),
  baseRefName: z.string(),
  additions: z.number().optional(),
  deletions: z.number().optional(),
  changedFiles: z.number().optional(),
  author: graphqlActorSchema,
  mergedBy: graphqlActorSchema,
  mergeCommit: z.object({ oid: z.string() }).nullish(),
  labels: nodesSchema(z.object({ name: z.string() })),
  closingIssuesReferences: nodesSchema(
    z.object({
      number: z.number(),
      repository: z.object({ nameWithOwner: z.string() }),
    }),
  ),
  timelineItems: nodesSchema(
    z.object({ __typename: z.string(), createdAt: z.string() }),
  ),
  reviews: nodesSchema(graphqlReviewSchema),
  commits: nodesSchema(
    z.object({
      commit: z.object({
        oid: z.string(),
        authoredDate: z.string(),
        committedDate: z.string(),
      }),
    }),
  ),
  files: nodesSchema(
    z.object({
      path: z.string(),
      changeType: z.string().optional(),
      additions: z.number(),
      deletions: z.number(),
    }),
  ),
});

const restPullRequestSchema = z.object({
  number: z.number(),
  html_url: z.string().optional(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  merged_at: z.string().nullish(),
  closed_at: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  user: restUserSchema,
  merged_by: restUserSchema,
  head: z.object({ sha: z.string(), ref: z.string() }),
  base: z.object({ ref: z.string() }),
  additions: z.number().optional(),
  deletions: z.number().optional(),
  changed_files: z.number().optional(),
  labels: z.array(z.object({ name: z.string() })).optional(),
});

const restReviewSchema = z.object({
  id: z.number(),
  html_url: z.string().optional(),
  state: z.string(),
  submitted_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  user: restUserSchema,
  pullRequestNumber: z.number(),
});

/** A pull request with its reviews as a query reads it, or the one thing that a webhook names. */
const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('graphql'),
    pullRequest: graphqlPullRequestSchema,
  }),
  z.object({ from: z.literal('webhook'), pullRequest: restPullRequestSchema }),
  z.object({ from: z.literal('reviewWebhook'), review: restReviewSchema }),
]);

const REVIEW_STATE: Readonly<Record<string, ReviewFact['state'] | undefined>> =
  {
    approved: 'approved',
    changes_requested: 'changesRequested',
    commented: 'commented',
    dismissed: 'dismissed',
  };

const GRAPHQL_STATE: Readonly<
  Record<
    z.infer<typeof graphqlPullRequestSchema>['state'],
    PullRequestFact['state']
  >
> = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' };

export function normalizePullRequest(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    switch (value.from) {
      case 'graphql':
        return {
          result: 'ok',
          facts: [
            fromGraphql(value.pullRequest),
            ...(value.pullRequest.reviews ?? []).flatMap(review =>
              reviewFromGraphql(review, value.pullRequest.number),
            ),
          ],
        };
      case 'webhook':
        return { result: 'ok', facts: [fromRest(value.pullRequest)] };
      default:
        return reviewFromRest(value.review);
    }
  });
}

function fromGraphql(
  value: z.infer<typeof graphqlPullRequestSchema>,
): PullRequestFact {
  return {
    kind: 'pullRequest',
    externalId: String(value.number),
    sourceUpdatedAt: value.updatedAt,
    url: value.url,
    number: value.number,
    title: value.title,
    state: GRAPHQL_STATE[value.state],
    isDraft: value.isDraft,
    author: graphqlIdentityOf(value.author),
    createdAt: value.createdAt,
    readyForReviewAt: value.timelineItems
      ? readyForReviewAt({
          createdAt: value.createdAt,
          isDraft: value.isDraft,
          events: value.timelineItems,
          reviews: (value.reviews ?? []).map(review => ({
            submittedAt: review.submittedAt ?? undefined,
            isHumanAndNotAuthor:
              review.author?.login !== value.author?.login &&
              graphqlIdentityOf(review.author)?.actor === 'human',
          })),
        })
      : undefined,
    mergedAt: value.mergedAt,
    closedAt: value.closedAt,
    mergeCommitSha: value.mergeCommit?.oid,
    headSha: value.headRefOid,
    headBranch: value.headRefName,
    baseBranch: value.baseRefName,
    commits: value.commits?.map(({ commit }) => ({
      sha: commit.oid,
      authoredAt: commit.authoredDate,
      committedAt: commit.committedDate,
    })),
    additions: value.additions,
    deletions: value.deletions,
    changedFileCount: value.changedFiles,
    files: value.files?.map(file => ({
      path: file.path,
      status: file.changeType?.toLowerCase(),
      additions: file.additions,
      deletions: file.deletions,
    })),
    labels: value.labels?.map(label => label.name),
    issueKeys: value.closingIssuesReferences && [
      ...value.closingIssuesReferences.map(
        issue => `${issue.repository.nameWithOwner}#${issue.number}`,
      ),
      ...trackerKeysIn(`${value.title} ${value.headRefName}`),
    ],
    mergedBy: graphqlIdentityOf(value.mergedBy),
  };
}

/** Keys of a tracker such as Jira, as people write them into titles and branches: `PAY-12`. */
function trackerKeysIn(text: string): string[] {
  return [...new Set(text.match(/\b[A-Z][A-Z0-9]+-[1-9]\d*\b/g) ?? [])];
}

function reviewFromGraphql(
  value: z.infer<typeof graphqlReviewSchema>,
  pullRequestNumber: number,
): ReviewFact[] {
  const state = REVIEW_STATE[value.state.toLowerCase()];
  const id = value.fullDatabaseId ?? value.databaseId;
  // A pending review is a draft that only its author sees.
  if (!state || !value.submittedAt || id === undefined || id === null)
    return [];
  return [
    {
      kind: 'review',
      externalId: String(id),
      sourceUpdatedAt: value.updatedAt,
      url: value.url,
      pullRequestExternalId: String(pullRequestNumber),
      reviewer: graphqlIdentityOf(value.author),
      state,
      submittedAt: value.submittedAt,
      commentCount: value.comments?.totalCount,
    },
  ];
}

/** A webhook knows neither commits, files, linked issues nor when a draft became ready. */
function fromRest(
  value: z.infer<typeof restPullRequestSchema>,
): PullRequestFact {
  const isMerged = Boolean(value.merged_at);
  return {
    kind: 'pullRequest',
    externalId: String(value.number),
    sourceUpdatedAt: value.updated_at,
    url: value.html_url,
    number: value.number,
    title: value.title,
    state: isMerged ? 'merged' : value.state,
    isDraft: value.draft ?? false,
    author: restIdentityOf(value.user),
    createdAt: value.created_at,
    mergedAt: value.merged_at,
    closedAt: value.closed_at,
    // Before the merge this is GitHub's own test merge.
    mergeCommitSha: isMerged ? value.merge_commit_sha : undefined,
    headSha: value.head.sha,
    headBranch: value.head.ref,
    baseBranch: value.base.ref,
    additions: value.additions,
    deletions: value.deletions,
    changedFileCount: value.changed_files,
    labels: value.labels?.map(label => label.name),
    mergedBy: restIdentityOf(value.merged_by),
  };
}

function reviewFromRest(
  value: z.infer<typeof restReviewSchema>,
): NormalizeResult {
  const state = REVIEW_STATE[value.state.toLowerCase()];
  if (!state || !value.submitted_at) {
    return {
      result: 'ignored',
      reason: `the review is ${value.state}, no submitted verdict`,
    };
  }
  const fact: ReviewFact = {
    kind: 'review',
    externalId: String(value.id),
    sourceUpdatedAt: value.updated_at ?? value.submitted_at,
    url: value.html_url,
    pullRequestExternalId: String(value.pullRequestNumber),
    reviewer: restIdentityOf(value.user),
    state,
    submittedAt: value.submitted_at,
  };
  return { result: 'ok', facts: [fact] };
}
