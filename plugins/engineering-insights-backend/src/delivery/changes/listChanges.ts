import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';
import type { CommitGraph, Touch } from '../claims/CommitGraph';
import type { ClaimWalk } from '../claims/claimCommits';
import type { Change } from './Change';
import { findReplacement } from './findReplacement';
import type { MergedPullRequest } from './MergedPullRequest';

export interface ListChangesOptions {
  readonly graph: CommitGraph;
  readonly walkNumber: number;
  readonly walk: ClaimWalk;
  readonly finishedAt: number;
  /** The entity owns some paths of the scope only. */
  readonly hasPaths: boolean;
  /** Merged pull requests whose landed commit is claimed by this walk, in a fixed order. */
  readonly pullRequests: readonly MergedPullRequest[];
  /** Originals that an earlier walk stands for. */
  isKnownOriginal(sha: string): boolean;
  /** Commits that an earlier walk claimed, also those that this graph does not hold. */
  isClaimedEarlier(sha: string): boolean;
}

/**
 * The changes of a walk. Merge commits are none; squash commits and rebased
 * copies give way to the originals of their pull request; an original that is
 * reachable by itself, or that an earlier deployment carried, is not added again.
 */
export function listChanges(options: ListChangesOptions): Change[] {
  const { graph, walk, walkNumber, pullRequests } = options;
  const bringers = new Map<string, MergedPullRequest>();
  const replacedBy = new Map<number, 'squashCommit' | 'rebasedCopy'>();
  const added = new Map<
    string,
    { authoredAt: number; pullRequest: MergedPullRequest }
  >();

  for (const pullRequest of pullRequests) {
    setIfAbsent(bringers, pullRequest.landedSha, pullRequest);
    for (const { sha } of pullRequest.originals)
      setIfAbsent(bringers, sha, pullRequest);
    const replacement = findReplacement({
      graph,
      walk: walkNumber,
      pullRequest,
    });
    if (!replacement) continue;
    for (const node of replacement.replaced) {
      replacedBy.set(node, replacement.reason);
      setIfAbsent(bringers, graph.sha(node), pullRequest);
    }
    for (const { sha, authoredAt } of replacement.originals) {
      if (!isReachable(options, sha))
        setIfAbsent(added, sha, { authoredAt, pullRequest });
    }
  }

  const own = walk.claimed.map((node): Change => {
    const sha = graph.sha(node);
    const pullRequest = bringers.get(sha);
    const known = graph.touch(node);
    const startedAt = graph.authoredAt(node);
    return {
      sha,
      isOriginal: false,
      startedAt,
      actor: graph.actor(node),
      pullRequestId: pullRequest?.id,
      excludedReason:
        (graph.parentCount(node) > 1 ? 'mergeCommit' : undefined) ??
        replacedBy.get(node) ??
        // It came by a pull request that was squashed before, and counted then.
        (options.isKnownOriginal(sha) ? 'rebasedCopy' : undefined) ??
        reasonOf(
          options,
          startedAt,
          known === 'unknown' ? pullRequest?.touch : known,
        ),
    };
  });
  const originals = [...added].map(
    ([sha, { authoredAt, pullRequest }]): Change => {
      return {
        sha,
        isOriginal: true,
        startedAt: authoredAt,
        actor: pullRequest.actor,
        pullRequestId: pullRequest.id,
        excludedReason: reasonOf(options, authoredAt, pullRequest.touch),
      };
    },
  );
  return [...own, ...originals];
}

/** Whether a change, merge commits and copies left out, touches what belongs to the entity; unknown files count. */
export function touchesPaths(changes: readonly Change[]): boolean {
  return changes.some(({ excludedReason }) => !isOfNoConcern(excludedReason));
}

function isOfNoConcern(reason: ExclusionCode | undefined): boolean {
  return (
    reason === 'mergeCommit' ||
    reason === 'squashCommit' ||
    reason === 'rebasedCopy' ||
    reason === 'outsidePaths'
  );
}

function reasonOf(
  { walk, finishedAt, hasPaths }: ListChangesOptions,
  startedAt: number,
  touch: Touch | undefined,
): ExclusionCode | undefined {
  if (hasPaths && touch === 'outside') return 'outsidePaths';
  return (
    walk.noChangeReason ??
    (startedAt > finishedAt ? 'startsAfterFinish' : undefined)
  );
}

function isReachable(options: ListChangesOptions, sha: string): boolean {
  const node = options.graph.find(sha);
  const claimedBy = node === undefined ? 0 : options.graph.claimedBy(node);
  return (
    // A later walk may reach it as well; then this one still was the first to carry it.
    (claimedBy > 0 && claimedBy <= options.walkNumber) ||
    options.isClaimedEarlier(sha) ||
    options.isKnownOriginal(sha)
  );
}

function setIfAbsent<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (!map.has(key)) map.set(key, value);
}
