import type { JsonValue } from '@backstage/types';
import type { PullRequestFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { branchOf } from './branchOf';
import { accountSchema, identityOf } from './identity';
import { instant, optionalInstant } from './instant';
import { readyForReviewAt } from './readyForReviewAt';
import { eventSchema, reviewsOf } from './reviewsOf';

const commitSchema = z.object({ commitId: z.string() }).nullish();

const pullRequestSchema = z.object({
  pullRequestId: z.number(),
  status: z.enum(['active', 'completed', 'abandoned']),
  isDraft: z.boolean().nullish(),
  title: z.string(),
  creationDate: instant,
  closedDate: optionalInstant,
  sourceRefName: z.string(),
  targetRefName: z.string(),
  repository: z.object({ name: z.string(), project: z.string() }).optional(),
  lastMergeSourceCommit: commitSchema,
  lastMergeCommit: commitSchema,
  labels: z.array(z.string()).optional(),
  createdBy: accountSchema,
  closedBy: accountSchema,
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('rest'),
    pullRequest: pullRequestSchema,
    events: z.array(eventSchema),
    commits: z.array(
      z.object({
        commitId: z.string(),
        author: z.object({ date: instant }),
        committer: z.object({ date: instant }),
      }),
    ),
    workItemIds: z.array(z.string()),
    files: z
      .array(z.object({ path: z.string(), changeType: z.string().optional() }))
      .optional(),
  }),
  z.object({
    from: z.literal('webhook'),
    at: optionalInstant,
    pullRequest: pullRequestSchema,
  }),
]);

type Item = z.infer<typeof itemSchema>;
type PullRequest = z.infer<typeof pullRequestSchema>;

const STATE: Readonly<Record<PullRequest['status'], PullRequestFact['state']>> =
  {
    active: 'open',
    completed: 'merged',
    abandoned: 'closed',
  };

export function normalizePullRequest(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { pullRequest } = value;
    const headSha = pullRequest.lastMergeSourceCommit?.commitId;
    if (!headSha) {
      return {
        result: 'ignored',
        reason: 'its branch was never merged, not even to try',
      };
    }
    const fact = factOf(pullRequest, { headSha, baseUrl });
    if (value.from === 'webhook') {
      const told = value.at ? { ...fact, sourceUpdatedAt: value.at } : fact;
      return { result: 'ok', facts: [told] };
    }
    const reviews = reviewsOf({
      pullRequestId: pullRequest.pullRequestId,
      url: fact.url ?? undefined,
      author: pullRequest.createdBy,
      events: value.events,
    });
    const firstReviewAt = reviews
      .filter(({ reviewer }) => reviewer?.actor === 'unknown')
      .map(({ submittedAt }) => submittedAt)
      .sort()
      .at(0);
    const details = {
      ...detailsOf(value),
      readyForReviewAt: readyForReviewAt({
        createdAt: pullRequest.creationDate,
        isDraft: pullRequest.isDraft ?? false,
        changes: value.events
          .filter(({ kind }) => kind === 'draft')
          .map(({ at }) => at),
        firstReviewAt,
      }),
    };
    return { result: 'ok', facts: [{ ...fact, ...details }, ...reviews] };
  });
}

/** What a list and a webhook tell. */
function factOf(
  value: PullRequest,
  { headSha, baseUrl }: { headSha: string; baseUrl: string },
): PullRequestFact {
  const { repository, closedDate } = value;
  const isMerged = value.status === 'completed';
  const isOpen = value.status === 'active';
  return {
    kind: 'pullRequest',
    externalId: String(value.pullRequestId),
    url:
      repository &&
      `${baseUrl}/${encodeURIComponent(
        repository.project,
      )}/_git/${encodeURIComponent(repository.name)}/pullrequest/${
        value.pullRequestId
      }`,
    number: value.pullRequestId,
    title: value.title,
    state: STATE[value.status],
    isDraft: value.isDraft ?? false,
    author: identityOf(value.createdBy),
    createdAt: value.creationDate,
    mergedAt: isMerged ? closedDate : null,
    closedAt: isOpen ? null : closedDate,
    // Of one that is open it is the last try of a merge.
    mergeCommitSha: isMerged ? value.lastMergeCommit?.commitId : undefined,
    headSha,
    headBranch: branchOf(value.sourceRefName),
    baseBranch: branchOf(value.targetRefName),
    labels: value.labels,
    mergedBy: isMerged ? identityOf(value.closedBy) : undefined,
  };
}

function detailsOf(
  value: Extract<Item, { from: 'rest' }>,
): Partial<PullRequestFact> {
  const { pullRequest, commits, workItemIds, files } = value;
  const names = `${pullRequest.title} ${pullRequest.sourceRefName}`;
  return {
    commits: commits.map(({ commitId, author, committer }) => ({
      sha: commitId,
      authoredAt: author.date,
      committedAt: committer.date,
    })),
    changedFileCount: files?.length,
    files: files?.map(({ path, changeType }) => ({
      // Azure DevOps' paths begin at the root.
      path: path.replace(/^\//, ''),
      status: changeType,
    })),
    issueKeys: [
      ...new Set([
        ...workItemIds.map(id => `AB#${id}`),
        ...trackerKeysIn(names),
      ]),
    ],
  };
}

/** Keys of a tracker such as Jira, as people write them into titles and branches: `PAY-12`. */
function trackerKeysIn(text: string): string[] {
  return text.match(/\b[A-Z][A-Z0-9]+-[1-9]\d*\b/g) ?? [];
}
