import {
  type GraphRow,
  readAllCommits,
  readReachableCommits,
} from '../../database/operations/delivery/readCommitGraph';
import type { DeriveContext } from '../DeriveContext';
import { CommitGraph, type Touch } from './CommitGraph';
import { createTouchJudge } from './createTouchJudge';

/**
 * The commits of a scope that walks from some revisions may meet: all of it
 * where nothing is claimed yet, else what is reachable and unclaimed.
 */
export async function loadGraph(options: {
  context: DeriveContext;
  scopeId: number;
  shas: readonly string[];
  hasEarlierWalk: boolean;
}): Promise<CommitGraph> {
  const { context, scopeId, shas, hasEarlierWalk } = options;
  const { knex, derivationId, scopes } = context;
  const paths = scopes.find(scope => scope.id === scopeId)!.paths;
  const judgeTouch = createTouchJudge(paths);
  const graph = new CommitGraph();
  const query = { knex, scopeId, withFiles: paths !== null };
  const rows = hasEarlierWalk
    ? await readReachableCommits({ ...query, derivationId, shas })
    : readAllCommits(query);
  for await (const row of rows) addRow(graph, row, judgeTouch);
  return graph;
}

function addRow(
  graph: CommitGraph,
  row: GraphRow,
  judgeTouch: (files: GraphRow['files']) => Touch,
): void {
  if (row.isClaimed) {
    graph.markClaimed(row.sha, row.authoredAt?.getTime() ?? NaN);
    return;
  }
  graph.add({
    sha: row.sha,
    parents: row.parents!,
    authoredAt: row.authoredAt!.getTime(),
    actor: row.actor ?? undefined,
    touch: judgeTouch(row.files),
  });
}
