import type { JsonValue } from '@backstage/types';
import type { PullRequestFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { accountSchema, identityOf } from './identity';
import { instant } from './instant';
import { readyForReviewAt } from './readyForReviewAt';
import { approvalSchema, noteSchema, reviewsOf } from './reviewsOf';
import { systemNoteOf } from './systemNotes';

const mergeRequestSchema = z.object({
  iid: z.number(),
  web_url: z.string().optional(),
  title: z.string(),
  state: z.enum(['opened', 'locked', 'merged', 'closed']),
  draft: z.boolean().nullish(),
  work_in_progress: z.boolean().nullish(),
  created_at: instant,
  updated_at: instant,
  merged_at: instant.nullish(),
  closed_at: instant.nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  labels: z.array(z.string()).optional(),
  author: accountSchema,
  merge_user: accountSchema,
});

const countsSchema = { additions: z.number(), deletions: z.number() };

const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('rest'),
    mergeRequest: mergeRequestSchema,
    notes: z.array(noteSchema),
    approvals: z.array(approvalSchema),
    commits: z.array(
      z.object({
        id: z.string(),
        authored_date: z.string(),
        committed_date: z.string(),
      }),
    ),
    closesIssues: z.array(z.string()),
    changes: z
      .object({
        diffStatsSummary: z
          .object({ ...countsSchema, fileCount: z.number() })
          .nullish(),
        diffStats: z
          .array(z.object({ ...countsSchema, path: z.string() }))
          .nullish(),
      })
      .optional(),
  }),
  z.object({ from: z.literal('webhook'), mergeRequest: mergeRequestSchema }),
]);

type Item = z.infer<typeof itemSchema>;
type MergeRequest = z.infer<typeof mergeRequestSchema>;

const STATE: Readonly<Record<MergeRequest['state'], PullRequestFact['state']>> =
  {
    opened: 'open',
    // While it is being merged.
    locked: 'open',
    merged: 'merged',
    closed: 'closed',
  };

export function normalizeMergeRequest(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { sha } = value.mergeRequest;
    if (!sha) {
      return { result: 'ignored', reason: 'nothing was pushed to it yet' };
    }
    if (value.from === 'webhook') {
      return { result: 'ok', facts: [factOf(value.mergeRequest, sha)] };
    }
    const reviews = reviewsOf(value);
    const firstReviewAt = reviews
      .filter(review => review.reviewer?.actor === 'unknown')
      .map(review => review.submittedAt)
      .sort((left, right) => Date.parse(left) - Date.parse(right))
      .at(0);
    const fact: PullRequestFact = {
      ...factOf(value.mergeRequest, sha),
      ...detailsOf(value),
      readyForReviewAt: readyForReviewAt({
        createdAt: value.mergeRequest.created_at,
        isDraft: isDraft(value.mergeRequest),
        marks: marksOf(value.notes),
        firstReviewAt,
      }),
    };
    return { result: 'ok', facts: [fact, ...reviews] };
  });
}

/** What a list and a webhook tell. */
function factOf(value: MergeRequest, sha: string): PullRequestFact {
  const isMerged = value.state === 'merged';
  return {
    kind: 'pullRequest',
    externalId: String(value.iid),
    sourceUpdatedAt: value.updated_at,
    url: value.web_url,
    number: value.iid,
    title: value.title,
    state: STATE[value.state],
    isDraft: isDraft(value),
    author: identityOf(value.author),
    createdAt: value.created_at,
    mergedAt: value.merged_at,
    closedAt: value.closed_at,
    // Fast-forward merges have no commit of their own.
    mergeCommitSha: isMerged
      ? value.merge_commit_sha ?? value.squash_commit_sha ?? sha
      : undefined,
    headSha: sha,
    headBranch: value.source_branch,
    baseBranch: value.target_branch,
    labels: value.labels,
    mergedBy: identityOf(value.merge_user),
  };
}

function detailsOf(
  value: Extract<Item, { from: 'rest' }>,
): Partial<PullRequestFact> {
  const { commits, changes, closesIssues, mergeRequest } = value;
  const { title, source_branch: branch } = mergeRequest;
  const summary = changes?.diffStatsSummary;
  return {
    commits: commits.map(commit => ({
      sha: commit.id,
      authoredAt: commit.authored_date,
      committedAt: commit.committed_date,
    })),
    additions: summary?.additions,
    deletions: summary?.deletions,
    changedFileCount: summary?.fileCount,
    files: changes?.diffStats?.map(file => ({ ...file })),
    issueKeys: [
      ...new Set([...closesIssues, ...trackerKeysIn(`${title} ${branch}`)]),
    ],
  };
}

function isDraft(value: MergeRequest): boolean {
  return value.draft ?? value.work_in_progress ?? false;
}

function marksOf(notes: readonly z.infer<typeof noteSchema>[]) {
  return notes.flatMap(note => {
    const said = note.system ? systemNoteOf(note.body ?? '') : undefined;
    return said === 'ready' || said === 'draft'
      ? [{ at: note.created_at, to: said }]
      : [];
  });
}

/** Keys of a tracker such as Jira, as people write them into titles and branches: `PAY-12`. */
function trackerKeysIn(text: string): string[] {
  return text.match(/\b[A-Z][A-Z0-9]+-[1-9]\d*\b/g) ?? [];
}
