import type { Facts, PullRequest, Window } from './facts';
import { medianOf, share } from './median';
import type { Value } from './computeMetrics';

const DAY = 86_400_000;

/** Pull requests: how many, how fast, how large, and who looked at them. */
export function flowMetrics(
  { pullRequests }: Facts,
  { from, to }: Window,
): Record<string, Value> {
  const isInside = (at: number | undefined) =>
    at !== undefined && at >= from && at < to;
  const merged = pullRequests.filter(({ mergedAt }) => isInside(mergedAt));
  const cycleTimes = merged.flatMap(({ mergedAt, firstCommitAt }) =>
    firstCommitAt === undefined || firstCommitAt > mergedAt!
      ? []
      : (mergedAt! - firstCommitAt) / 1000,
  );
  const waits = pullRequests
    .filter(item => isInside(firstReviewOf(item)))
    .flatMap(waitFor);
  const codingTimes = merged.flatMap(item => {
    const readyAt = readyBefore(item, firstReviewOf(item) ?? item.mergedAt);
    const { firstCommitAt } = item;
    return readyAt === undefined ||
      firstCommitAt === undefined ||
      firstCommitAt > readyAt
      ? []
      : (readyAt - firstCommitAt) / 1000;
  });
  const pickupTimes = merged.flatMap(waitFor);
  const sizes = merged.flatMap(({ size }) => size ?? []);
  const byPeople = merged.filter(({ author }) => !author.isMachine);
  const unreviewed = byPeople.filter(item => firstReviewOf(item) === undefined);
  return {
    'flow.throughput': {
      value: merged.length / ((to - from) / DAY),
      sampleSize: merged.length,
    },
    'flow.cycle-time': medianOf(cycleTimes),
    'flow.coding-time': medianOf(codingTimes),
    'flow.pickup-time': medianOf(pickupTimes),
    'flow.time-to-first-review': medianOf(waits),
    'flow.pull-request-size': medianOf(sizes),
    'collaboration.merged-without-review': {
      value: share(unreviewed.length, byPeople.length),
      sampleSize: byPeople.length,
    },
  };
}

/** By someone else who is human, while it was open. */
function firstReviewOf(item: PullRequest): number | undefined {
  const times = item.reviews
    .filter(({ by }) => !by.isMachine && by.name !== item.author.name)
    .map(({ at }) => at)
    .filter(at => item.endedAt === undefined || at <= item.endedAt);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** From being ready to the first review; none where it was not ready before. */
function waitFor(item: PullRequest): number[] {
  const firstReviewAt = firstReviewOf(item);
  const readyAt = readyBefore(item, firstReviewAt);
  return readyAt === undefined ? [] : [(firstReviewAt! - readyAt) / 1000];
}

/** When it was opened, or left draft for the last time before that moment. */
function readyBefore(
  item: PullRequest,
  moment: number | undefined,
): number | undefined {
  if (moment === undefined) return undefined;
  const { draftChanges, isDraft, createdAt } = item;
  // Every change turns it round, so what it is now tells what it was at first.
  const beganAsDraft = (draftChanges.length % 2 === 1) !== isDraft;
  const readyTimes = draftChanges.filter(
    (_at, index) => (index % 2 === 0) === beganAsDraft,
  );
  const known = beganAsDraft ? readyTimes : [createdAt, ...readyTimes];
  return known.filter(at => at <= moment).at(-1);
}
