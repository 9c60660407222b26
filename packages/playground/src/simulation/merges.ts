import { WEB_FLOW } from './company';
import { mergeFiles } from './changes';
import { requestDeployment } from './deployments';
import type { Account, Commit, Pace, Person, PullRequest } from './model';
import type { RepositorySimulation } from './repositorySimulation';
import { check } from './workflowRuns';

interface Merge {
  readonly pullRequest: PullRequest;
  readonly merger: Person;
  readonly pace: Pace;
}

function originals(
  simulation: RepositorySimulation,
  pullRequest: PullRequest,
): Commit[] {
  return pullRequest.commits.map(sha => simulation.graph.get(sha));
}

function squash(
  simulation: RepositorySimulation,
  { pullRequest }: Merge,
): Commit[] {
  const commits = originals(simulation, pullRequest);
  const lines =
    commits.length > 1
      ? `\n\n${commits.map(commit => `* ${commit.message}`).join('\n\n')}`
      : '';
  const body =
    commits.length === 1 && commits[0].message.includes('\n')
      ? commits[0].message.replace(/^[^\n]*/, '')
      : lines;
  return [
    simulation.graph.add({
      parents: [simulation.head],
      author: pullRequest.author,
      committer: WEB_FLOW,
      authoredAt: simulation.now,
      committedAt: simulation.now,
      message: `${pullRequest.title} (#${pullRequest.number})${body}`,
      files: mergeFiles(commits),
      pullRequest: pullRequest.number,
    }),
  ];
}

function mergeWithCommit(
  simulation: RepositorySimulation,
  { pullRequest, merger }: Merge,
): Commit[] {
  const { login } = simulation.company;
  return [
    simulation.graph.add({
      parents: [simulation.head, pullRequest.headSha],
      author: merger,
      committer: WEB_FLOW,
      authoredAt: simulation.now,
      committedAt: simulation.now,
      message: `Merge pull request #${pullRequest.number} from ${login}/${pullRequest.branch}\n\n${pullRequest.title}`,
      files: mergeFiles(originals(simulation, pullRequest)),
      pullRequest: pullRequest.number,
    }),
  ];
}

/** Copies keep their author and author date and get the merger and a new name. */
function rebase(
  simulation: RepositorySimulation,
  { pullRequest, merger }: Merge,
): Commit[] {
  const copies: Commit[] = [];
  let parent = simulation.head;
  for (const original of originals(simulation, pullRequest)) {
    if (original.parents.length > 1) continue;
    const copy = simulation.graph.add({
      parents: [parent],
      author: original.author,
      committer: merger,
      authoredAt: original.authoredAt,
      committedAt: simulation.now,
      message: original.message,
      files: original.files,
      pullRequest: pullRequest.number,
    });
    copies.push(copy);
    parent = copy.sha;
  }
  return copies;
}

const STRATEGIES = { squash, merge: mergeWithCommit, rebase };

export function mergePullRequest(
  simulation: RepositorySimulation,
  merge: Merge,
): void {
  const { pullRequest, merger } = merge;
  if (pullRequest.closedAt !== undefined) return;
  const commits = STRATEGIES[simulation.profile.mergeStrategy](
    simulation,
    merge,
  );
  pullRequest.mergedAt = simulation.now;
  pullRequest.closedAt = simulation.now;
  pullRequest.updatedAt = simulation.now;
  pullRequest.mergedBy = merger;
  pullRequest.mergeCommitSha = commits[commits.length - 1].sha;
  simulation.branches.delete(pullRequest.branch);
  simulation.pushToDefaultBranch(commits, merger);
  simulation.tell({
    event: 'pull_request',
    action: 'closed',
    pullRequest,
    sender: merger,
  });
  for (const number of pullRequest.closes)
    simulation.closeIssue(number, merger);
  checkDefaultBranch(simulation, { actor: merger, pace: merge.pace });
}

/** Passing checks make a revision fit for production. */
export function checkDefaultBranch(
  simulation: RepositorySimulation,
  options: { actor: Account; pace: Pace },
): void {
  const sha = simulation.head;
  const branch = simulation.profile.defaultBranch;
  const { actor, pace } = options;
  check(simulation, { event: 'push', branch, sha, actor, pace }, conclusion => {
    if (conclusion !== 'success' && pace === 'usual') return;
    const green = simulation.greenSha
      ? simulation.graph.get(simulation.greenSha)
      : undefined;
    if (green && green.index > simulation.graph.get(sha).index) return;
    simulation.greenSha = sha;
    if (simulation.profile.train === 'every merge' || pace !== 'usual') {
      requestDeployment(simulation, { sha, pace, trigger: 'push', actor });
    }
  });
}

export function closeUnmerged(
  simulation: RepositorySimulation,
  pullRequest: PullRequest,
  sender: Account,
): void {
  if (pullRequest.closedAt !== undefined) return;
  pullRequest.closedAt = simulation.now;
  pullRequest.updatedAt = simulation.now;
  simulation.branches.delete(pullRequest.branch);
  simulation.tell({
    event: 'pull_request',
    action: 'closed',
    pullRequest,
    sender,
  });
}
