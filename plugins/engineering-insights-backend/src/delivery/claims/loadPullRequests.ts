import { readMergedPullRequests } from '../../database/operations/delivery/readMergedPullRequests';
import type { MergedPullRequest } from '../changes/MergedPullRequest';
import type { DeriveContext } from '../DeriveContext';
import { compilePatterns } from '../policy/compilePattern';
import { createTouchJudge } from './createTouchJudge';

/** The merged pull requests of a scope that landed as one of some commits. */
export async function loadPullRequests(options: {
  context: DeriveContext;
  scopeId: number;
  shas: readonly string[];
}): Promise<MergedPullRequest[]> {
  const { context, scopeId, shas } = options;
  const { knex, scopes, policy } = context;
  const { hotfixBranches, hotfixLabels } = policy.policy.failures;
  const paths = scopes.find(scope => scope.id === scopeId)!.paths;
  const judgeTouch = createTouchJudge(paths);
  const isHotfixBranch = compilePatterns(hotfixBranches);
  const labels = new Set(hotfixLabels.map(label => label.toLowerCase()));
  const rows = await readMergedPullRequests({
    knex,
    scopeId,
    shas,
    withFiles: paths !== null,
  });
  return rows.map(row => ({
    id: row.id,
    landedSha: row.landedSha,
    originals: (row.commits ?? []).map(commit => ({
      sha: commit.sha,
      authoredAt: Date.parse(commit.authoredAt),
    })),
    actor: row.actor ?? undefined,
    touch: judgeTouch(row.files),
    isHotfix:
      (row.labels ?? []).some(label => labels.has(label.toLowerCase())) ||
      (row.headBranch !== null && isHotfixBranch(row.headBranch)),
  }));
}
