import type { JsonObject, JsonValue } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';

interface PullRequestItem {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: { readonly login: string; readonly email: string };
  readonly branch: string;
  readonly headSha: string;
  readonly mergeSha: string;
  readonly createdAt: string;
  readonly mergedAt: string;
  readonly labels: readonly string[];
  readonly commits: readonly {
    readonly sha: string;
    readonly authoredAt: string;
    readonly committedAt: string;
  }[];
  readonly review: {
    readonly id: string;
    readonly login: string;
    readonly submittedAt: string;
  };
}

const sha = (number: number, commit: number) =>
  `${number}c${commit}`.padStart(40, '0');

/** Merged pull requests as a source lists them: four commits and a review each. */
export function createPullRequestItems(options: {
  first: number;
  count: number;
  now: string;
}): JsonObject[] {
  const { first, count, now } = options;
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const mergedAt = DateTime.fromISO(now, { zone: 'utc' }).minus({
      hours: number,
    });
    const at = (hours: number) => mergedAt.minus({ hours }).toISO()!;
    const item: PullRequestItem = {
      number,
      title: `Refund what was paid twice (${number})`,
      url: `https://bench.example.com/acme/payments/pull/${number}`,
      author: {
        login: `person-${number % 30}`,
        email: `person-${number % 30}@example.com`,
      },
      branch: `topic-${number}`,
      headSha: sha(number, 4),
      mergeSha: sha(number, 5),
      createdAt: at(9),
      mergedAt: at(0),
      labels: ['enhancement', 'payments'],
      commits: [1, 2, 3, 4].map(commit => ({
        sha: sha(number, commit),
        authoredAt: at(15 - commit),
        committedAt: at(15 - commit),
      })),
      review: {
        id: `review-${number}`,
        login: `person-${number % 7}`,
        submittedAt: at(2),
      },
    };
    return item as unknown as JsonObject;
  });
}

/** A small stream: each item tells a pull request and its review. */
export const pullRequestStream: Stream = {
  name: 'pull-requests',
  produces: ['pullRequest', 'review'],
  personal: ['/author/email'],
  identify(item: JsonValue) {
    const { number, mergedAt } = item as unknown as PullRequestItem;
    return { externalId: String(number), updatedAt: mergedAt };
  },
  async *read() {
    // The bench hands over pages itself.
  },
  normalize(item: JsonValue) {
    const {
      number,
      title,
      url,
      author,
      branch,
      headSha,
      mergeSha,
      createdAt,
      mergedAt,
      labels,
      commits,
      review,
    } = item as unknown as PullRequestItem;
    return {
      result: 'ok',
      facts: [
        {
          kind: 'pullRequest',
          externalId: String(number),
          sourceUpdatedAt: mergedAt,
          url,
          number,
          title,
          state: 'merged',
          isDraft: false,
          author: { source: 'bench', login: author.login },
          createdAt,
          mergedAt,
          closedAt: mergedAt,
          mergeCommitSha: mergeSha,
          headSha,
          headBranch: branch,
          baseBranch: 'main',
          commits: [...commits],
          labels: [...labels],
        },
        {
          kind: 'review',
          externalId: review.id,
          sourceUpdatedAt: review.submittedAt,
          pullRequestExternalId: String(number),
          reviewer: { source: 'bench', login: review.login },
          state: 'approved',
          submittedAt: review.submittedAt,
        },
      ],
    };
  },
};
