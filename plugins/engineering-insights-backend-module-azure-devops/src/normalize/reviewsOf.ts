import type { ReviewFact } from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import {
  accountKeyOf,
  accountSchema,
  identityOf,
  type Account,
} from './identity';
import { instant } from './instant';

const told = { id: z.string(), at: instant };

export const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comment'), ...told, by: accountSchema }),
  z.object({
    kind: z.literal('vote'),
    ...told,
    vote: z.number(),
    by: accountSchema,
  }),
  z.object({ kind: z.literal('reset'), ...told }),
  z.object({ kind: z.literal('draft'), ...told }),
]);

export type PullRequestEvent = z.infer<typeof eventSchema>;
type Said = Extract<PullRequestEvent, { kind: 'comment' | 'vote' }>;

/** Comments that belong to one review are left one by one; whoever writes on within this time goes on with the same one. */
const ONE_REVIEW = { minutes: 1 };

/** 10 approves, 5 does so with suggestions, −5 waits for the author, −10 rejects, 0 takes the vote back. */
const VERDICT: Readonly<Record<number, ReviewFact['state'] | undefined>> = {
  10: 'approved',
  5: 'approved',
  [-5]: 'changesRequested',
  [-10]: 'changesRequested',
  0: 'dismissed',
};

/** What others than the author said of a pull request: what one person said together is one review. */
export function reviewsOf(options: {
  pullRequestId: number;
  url?: string;
  author: Account;
  events: readonly PullRequestEvent[];
}): ReviewFact[] {
  const { pullRequestId, url, author, events } = options;
  const inOrder = [...events].sort((left, right) =>
    left.at.localeCompare(right.at, 'en'),
  );
  const byOthers = inOrder.filter(
    (event): event is Said =>
      (event.kind === 'comment' || event.kind === 'vote') &&
      accountKeyOf(event.by) !== undefined &&
      accountKeyOf(event.by) !== accountKeyOf(author),
  );
  const reviews = groupsOf(byOthers).map(group => ({
    reviewer: accountKeyOf(group[0].by),
    review: {
      ...reviewOf(group),
      // Threads are counted by pull request.
      externalId: `${pullRequestId}/${group[0].id}`,
      url,
      pullRequestExternalId: String(pullRequestId),
    },
  }));
  const resets = inOrder.filter(({ kind }) => kind === 'reset');
  return withoutWithdrawn(
    reviews,
    resets.map(({ at }) => at),
  );
}

function groupsOf(events: readonly Said[]): Said[][] {
  const groups: Said[][] = [];
  const open = new Map<string | undefined, Said[]>();
  for (const event of events) {
    const reviewer = accountKeyOf(event.by);
    const group = open.get(reviewer);
    // A second verdict is another review.
    const isSame =
      group &&
      instantOf(event.at) <= instantOf(group[0].at).plus(ONE_REVIEW) &&
      !(event.kind === 'vote' && group.some(({ kind }) => kind === 'vote'));
    if (isSame) {
      group.push(event);
    } else {
      const next = [event];
      groups.push(next);
      open.set(reviewer, next);
    }
  }
  return groups;
}

function reviewOf(group: readonly Said[]) {
  const [first] = group;
  const { at } = group[group.length - 1];
  const vote = group.find(event => event.kind === 'vote')?.vote;
  return {
    kind: 'review' as const,
    sourceUpdatedAt: at,
    reviewer: identityOf(first.by),
    state: (vote === undefined ? undefined : VERDICT[vote]) ?? 'commented',
    submittedAt: at,
    commentCount: group.filter(({ kind }) => kind === 'comment').length,
  };
}

/** An approval that was taken back, by the reviewer or by a policy, is dismissed; taking it back is no review of its own. */
function withoutWithdrawn(
  reviews: readonly { reviewer?: string; review: ReviewFact }[],
  resets: readonly string[],
): ReviewFact[] {
  return reviews.flatMap(({ reviewer, review }, index) => {
    if (review.state === 'dismissed') return [];
    if (review.state !== 'approved') return [review];
    const next = reviews
      .slice(index + 1)
      .find(
        later =>
          later.reviewer === reviewer && later.review.state !== 'commented',
      )?.review;
    const until = next?.submittedAt;
    const resetAt = resets.find(
      at => at > review.submittedAt && (!until || at < until),
    );
    const withdrawnAt = resetAt ?? (next?.state === 'dismissed' && until);
    return withdrawnAt
      ? [{ ...review, state: 'dismissed', sourceUpdatedAt: withdrawnAt }]
      : [review];
  });
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}
