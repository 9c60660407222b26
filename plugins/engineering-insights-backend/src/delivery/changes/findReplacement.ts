import type { CommitGraph } from '../claims/CommitGraph';
import type { MergedPullRequest } from './MergedPullRequest';

/** What stands for a pull request on the branch, and which originals take its place. */
export interface Replacement {
  readonly reason: 'squashCommit' | 'rebasedCopy';
  /** Commits of the graph that are replaced. */
  readonly replaced: readonly number[];
  readonly originals: MergedPullRequest['originals'];
}

/**
 * Tells whether a pull request was squashed or rebased on merging.
 *
 * Copies of a rebase are the consecutive commits of one walk that end at its
 * last one, as many as it has originals and written at the same times. Where a
 * deployment went out in the middle of them, the walk has the last ones only.
 * A single commit at the end that has another time is a squash. A merge
 * commit, and a commit that is one of the originals, replaces nothing.
 */
export function findReplacement(options: {
  graph: CommitGraph;
  walk: number;
  pullRequest: MergedPullRequest;
}): Replacement | undefined {
  const { graph, walk, pullRequest } = options;
  const { originals, landedSha } = pullRequest;
  const landed = graph.find(landedSha)!;
  const isOwn = originals.some(original => original.sha === landedSha);
  if (originals.length === 0 || isOwn || graph.parentCount(landed) > 1)
    return undefined;

  const copies: number[] = [];
  let isCutByWalk = false;
  let node: number | undefined = landed;
  while (
    node !== undefined &&
    copies.length < originals.length &&
    !isCutByWalk
  ) {
    if (
      graph.authoredAt(node) !==
      originals[originals.length - 1 - copies.length].authoredAt
    )
      break;
    isCutByWalk = graph.claimedBy(node) !== walk;
    if (!isCutByWalk) copies.push(node);
    node = graph.parentCount(node) === 1 ? graph.parent(node, 0) : undefined;
  }
  if (
    copies.length === originals.length ||
    (copies.length > 0 && isCutByWalk)
  ) {
    return {
      reason: 'rebasedCopy',
      replaced: copies,
      originals: originals.slice(originals.length - copies.length),
    };
  }
  return { reason: 'squashCommit', replaced: [landed], originals };
}
