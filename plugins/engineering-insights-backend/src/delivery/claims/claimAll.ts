import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';
import { listChanges, touchesPaths } from '../changes/listChanges';
import type { Change } from '../changes/Change';
import type { MergedPullRequest } from '../changes/MergedPullRequest';
import type { ProductionDeployment } from '../rollouts/ProductionDeployment';
import { factKeyText } from '../select/factKeyText';
import { claimCommits, type ClaimWalk } from './claimCommits';
import type { ClaimRecord } from './ClaimRecord';
import { type CommitGraph, EARLIER_WALK } from './CommitGraph';
import { fingerprintOf } from './findCut';

/** What claiming needs of one repository. */
export interface ClaimScope {
  readonly graph: CommitGraph;
  readonly hasPaths: boolean;
  /** A deployment before those given claimed in it. */
  readonly hasEarlierWalk: boolean;
}

/** The walk of one deployment and what came of it. */
export interface ClaimResult {
  readonly record: ClaimRecord;
  readonly changes: readonly Change[];
  readonly pullRequests: readonly MergedPullRequest[];
}

/** A walk that was made, and not yet what its changes are. */
export interface MadeWalk {
  readonly deployment: ProductionDeployment;
  readonly number: number;
  /** Absent where its revision is not known. */
  readonly walk?: ClaimWalk;
}

/** Makes the walks of deployments in their order. */
export function makeWalks(options: {
  deployments: readonly ProductionDeployment[];
  scopes: ReadonlyMap<number, ClaimScope>;
}): MadeWalk[] {
  const { deployments, scopes } = options;
  const begun = new Set(
    [...scopes].filter(([, scope]) => scope.hasEarlierWalk).map(([id]) => id),
  );
  return deployments.map((deployment, index) => {
    const number = EARLIER_WALK + 1 + index;
    const { commitScopeId, commitSha } = deployment;
    if (commitScopeId === undefined || commitSha === undefined)
      return { deployment, number };
    const { graph } = scopes.get(commitScopeId)!;
    const isFirst = !begun.has(commitScopeId);
    begun.add(commitScopeId);
    return {
      deployment,
      number,
      walk: claimCommits({ graph, sha: commitSha, walk: number, isFirst }),
    };
  });
}

/** Makes changes and records of walks, in their order. */
export function recordWalks(options: {
  walks: readonly MadeWalk[];
  scopes: ReadonlyMap<number, ClaimScope>;
  /** Scopes of which the entity owns some paths only. */
  hasPaths(scopeId: number): boolean;
  /** Those whose landed commit each walk claimed, by the number of the walk. */
  pullRequests: ReadonlyMap<number, readonly MergedPullRequest[]>;
  isKnownOriginal(scopeId: number, sha: string): boolean;
  isClaimedEarlier(scopeId: number, sha: string): boolean;
  /** Whether the first deployment of each revision before counted, by its identity. */
  countedBefore: ReadonlyMap<string, boolean>;
}): ClaimResult[] {
  const counted = new Map(options.countedBefore);
  const originals = new Set<string>();
  return options.walks.map(made => {
    const pullRequests = options.pullRequests.get(made.number) ?? [];
    const changes = changesOf({ ...options, made, pullRequests, originals });
    const isCounted = judgeCounted({ ...options, made, changes, counted });
    const { deployment, walk } = made;
    return {
      changes,
      pullRequests,
      record: {
        key: factKeyText(deployment),
        finishedAt: deployment.finishedAt,
        fingerprint: fingerprintOf(deployment),
        commitScopeId: deployment.commitScopeId,
        isCounted,
        noChangeReason: walk
          ? walk.noChangeReason
          : reasonOfUnknown(deployment),
        changeCount: changes.filter(
          change => change.excludedReason === undefined,
        ).length,
        unknownShas: walk?.unknownShas ?? [],
      },
    };
  });
}

function reasonOfUnknown(deployment: ProductionDeployment): ExclusionCode {
  return deployment.revisionStatus === 'absent'
    ? 'noRevision'
    : 'unresolvedRevision';
}

function changesOf(
  options: Pick<
    Parameters<typeof recordWalks>[0],
    'scopes' | 'isKnownOriginal' | 'isClaimedEarlier'
  > & {
    made: MadeWalk;
    pullRequests: readonly MergedPullRequest[];
    originals: Set<string>;
  },
): Change[] {
  const { made, pullRequests, originals } = options;
  const scopeId = made.deployment.commitScopeId;
  if (!made.walk || scopeId === undefined) return [];
  const { graph, hasPaths } = options.scopes.get(scopeId)!;
  const changes = listChanges({
    graph,
    hasPaths,
    pullRequests,
    walk: made.walk,
    walkNumber: made.number,
    finishedAt: made.deployment.finishedAt,
    isKnownOriginal: sha =>
      originals.has(`${scopeId}:${sha}`) ||
      options.isKnownOriginal(scopeId, sha),
    isClaimedEarlier: sha => options.isClaimedEarlier(scopeId, sha),
  });
  for (const change of changes) {
    if (change.isOriginal) originals.add(`${scopeId}:${change.sha}`);
  }
  return changes;
}

/**
 * Whether a deployment counts for the entity. Where several entities share a
 * scope by paths, one that names none of them counts if it carries a change of
 * the entity; of a revision that was deployed before, as its first one did.
 */
function judgeCounted(options: {
  made: MadeWalk;
  changes: readonly Change[];
  hasPaths(scopeId: number): boolean;
  counted: Map<string, boolean>;
}): boolean {
  const { made, changes, counted } = options;
  const { identity, isNamed, scopeId, commitScopeId } = made.deployment;
  const isJudged = !isNamed && options.hasPaths(commitScopeId ?? scopeId);
  const before = identity === undefined ? undefined : counted.get(identity);
  // What an unknown revision carries is unknown, and what is unknown counts.
  const isCounted =
    !isJudged || (before ?? (made.walk === undefined || touchesPaths(changes)));
  if (identity !== undefined && before === undefined)
    counted.set(identity, isCounted);
  return isCounted;
}
