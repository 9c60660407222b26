import type { CommitGraph } from './CommitGraph';

/** Why the commits of a walk contribute none to lead time. */
export type NoBaseReason =
  | 'firstDeployment'
  | 'noBase'
  | 'historyTruncated'
  | 'revisionAlreadyDeployed';

export interface ClaimWalk {
  /** Claimed by it, as numbers of the graph, in the order they were met. */
  readonly claimed: readonly number[];
  /** Absent where what it claimed is all that was new since a deployment before. */
  readonly noChangeReason?: NoBaseReason;
  /** Met, and not known: when they arrive, the walk has to be made anew. */
  readonly unknownShas: readonly string[];
}

/**
 * Claims all unclaimed ancestors of a deployed revision; the walk stops at
 * claimed commits. What it claims contributes to lead time only where it met a
 * claimed commit and no unknown one: that is what keeps years of old commits,
 * which nobody can date against a deployment, out of a median.
 */
export function claimCommits(options: {
  graph: CommitGraph;
  sha: string;
  /** The number of this walk, above that of every walk before. */
  walk: number;
  /** No deployment of the entity claimed in this scope before. */
  isFirst: boolean;
}): ClaimWalk {
  const { graph, sha, walk, isFirst } = options;
  const start = graph.find(sha);
  if (start !== undefined && graph.claimedBy(start) > 0) {
    return {
      claimed: [],
      unknownShas: [],
      noChangeReason: 'revisionAlreadyDeployed',
    };
  }
  if (start === undefined || !graph.isKnown(start)) {
    throw new Error(
      `The commit ${sha} was resolved and is not in the graph that was loaded for it`,
    );
  }
  const claimed = [start];
  const unknown = new Set<number>();
  let hasMetClaimed = false;
  graph.claim(start, walk);
  // Walks can be as long as a history, so no recursion.
  for (let index = 0; index < claimed.length; index += 1) {
    const node = claimed[index];
    for (let position = 0; position < graph.parentCount(node); position += 1) {
      const parent = graph.parent(node, position);
      const claimedBy = graph.claimedBy(parent);
      if (claimedBy > 0) {
        hasMetClaimed ||= claimedBy !== walk;
      } else if (graph.isKnown(parent)) {
        graph.claim(parent, walk);
        claimed.push(parent);
      } else {
        unknown.add(parent);
      }
    }
  }
  return {
    claimed,
    unknownShas: [...unknown].map(node => graph.sha(node)),
    noChangeReason: reasonOf({
      isFirst,
      isTruncated: unknown.size > 0,
      hasMetClaimed,
    }),
  };
}

function reasonOf(options: {
  isFirst: boolean;
  isTruncated: boolean;
  hasMetClaimed: boolean;
}): NoBaseReason | undefined {
  if (options.isFirst) return 'firstDeployment';
  if (options.isTruncated) return 'historyTruncated';
  return options.hasMetClaimed ? undefined : 'noBase';
}
