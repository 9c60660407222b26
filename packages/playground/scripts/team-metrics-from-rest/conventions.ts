import type { PullRequest } from './facts';

/** Names that say themselves that no human has them. */
export function isMachineName(name: string): boolean {
  return /\[bot\]$|[-_]bot$|^(dependabot|renovate)$/i.test(name);
}

/** The branch that most of the newest 100 merged pull requests went into. */
export function defaultBranchOf(
  pullRequests: readonly PullRequest[],
): string | undefined {
  const newest = pullRequests
    .filter(({ mergedAt }) => mergedAt !== undefined)
    .sort((left, right) => right.mergedAt! - left.mergedAt!)
    .slice(0, 100);
  const counts = new Map<string, number>();
  for (const { base } of newest) counts.set(base, (counts.get(base) ?? 0) + 1);
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0];
}

/** Statuses that say that something ended without being done. */
export function saysDropped(status: string): boolean {
  return /not planned|not_planned|duplicate|cancel|won'?t|removed|rejected|declined|obsolete|invalid/i.test(
    status,
  );
}
