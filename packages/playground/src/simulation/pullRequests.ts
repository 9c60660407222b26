import { check } from './workflowRuns';
import { commitLocally, partsOf, touchFiles } from './changes';
import { requestReview } from './reviews';
import type {
  Account,
  Commit,
  FileChange,
  Pace,
  Person,
  PullRequest,
} from './model';
import type { Random } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { HOUR } from './time';
import { addWorkingTime } from './workingHours';
import { nameFollowUp } from './words';

export interface PlannedCommit {
  readonly authoredAt: number;
  readonly message: string;
  readonly files: readonly FileChange[];
}

/** What somebody decided to do, before anybody else sees it. */
export interface PullRequestPlan {
  readonly author: Account;
  /** Who pushes when a review asks for more; bots have nobody. */
  readonly person?: Person;
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly labels: readonly string[];
  readonly closes: readonly number[];
  readonly baseSha: string;
  readonly commits: readonly PlannedCommit[];
  readonly random: Random;
  readonly parts: readonly string[];
  readonly pace: Pace;
  readonly isDraft: boolean;
  readonly onMerged?: (pullRequest: PullRequest) => void;
}

function writeCommits(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  number: number,
): Commit[] {
  const commits: Commit[] = [];
  let parent = plan.baseSha;
  const add = (commit: PlannedCommit, parents: readonly string[]) => {
    const written = commitLocally(simulation, {
      ...commit,
      author: plan.author,
      parents,
      pullRequest: number,
    });
    commits.push(written);
    parent = written.sha;
  };
  plan.commits.forEach((commit, index) => {
    add(commit, [parent]);
    const isLast = index === plan.commits.length - 1;
    if (
      isLast &&
      simulation.team.habits.mergesMainIntoBranch &&
      simulation.head !== plan.baseSha
    ) {
      const { defaultBranch } = simulation.profile;
      add(
        {
          authoredAt: simulation.now,
          message: `Merge branch '${defaultBranch}' into ${plan.branch}`,
          files: [],
        },
        [parent, simulation.head],
      );
    }
  });
  return commits;
}

export function openPullRequest(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
): PullRequest {
  const number = simulation.nextNumber();
  const commits = writeCommits(simulation, plan, number);
  const pullRequest: PullRequest = {
    id: simulation.nextId(),
    number,
    title: plan.title,
    body: plan.body,
    author: plan.author,
    branch: plan.branch,
    labels: [...plan.labels],
    closes: plan.closes,
    createdAt: simulation.now,
    updatedAt: simulation.now,
    baseSha: plan.baseSha,
    headSha: commits[commits.length - 1].sha,
    commits: commits.map(commit => commit.sha),
    reviews: [],
    requestedReviewers: [],
    isDraft: plan.isDraft,
    hasDefect: false,
  };
  simulation.addPullRequest(pullRequest);
  simulation.branches.set(plan.branch, pullRequest.headSha);
  simulation.tell({
    event: 'pull_request',
    action: 'opened',
    pullRequest,
    sender: plan.author,
  });
  checkPullRequest(simulation, plan, pullRequest);
  if (plan.isDraft && plan.person) {
    const readyAt = addWorkingTime({
      hours: plan.person,
      from: simulation.now,
      seconds: plan.random.around(5 * HOUR, 0.7),
    });
    simulation.at(readyAt, () => markReady(simulation, plan, pullRequest));
  } else {
    pullRequest.readyAt = simulation.now;
    requestReview(simulation, plan, pullRequest);
  }
  return pullRequest;
}

function markReady(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
): void {
  pullRequest.isDraft = false;
  pullRequest.readyAt = simulation.now;
  pullRequest.updatedAt = simulation.now;
  simulation.tell({
    event: 'pull_request',
    action: 'ready_for_review',
    pullRequest,
    sender: plan.author,
  });
  requestReview(simulation, plan, pullRequest);
}

function checkPullRequest(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
): void {
  check(
    simulation,
    {
      event: 'pull_request',
      branch: plan.branch,
      sha: pullRequest.headSha,
      actor: plan.author,
      pullRequest: pullRequest.number,
      pace: plan.pace,
    },
    conclusion => {
      if (conclusion !== 'failure' || plan.pace !== 'usual' || !plan.person)
        return;
      const at = addWorkingTime({
        hours: plan.person,
        from: simulation.now,
        seconds: 0.5 * HOUR,
      });
      simulation.at(at, () =>
        pushFollowUp(simulation, plan, pullRequest, 'Fix the build'),
      );
    },
  );
}

/** One more commit on the branch of an open pull request. */
export function pushFollowUp(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
  message = nameFollowUp(plan.random),
): void {
  if (pullRequest.closedAt !== undefined) return;
  const parts = plan.parts.length > 0 ? plan.parts : partsOf(simulation);
  const commit = commitLocally(simulation, {
    author: plan.author,
    authoredAt: simulation.now,
    parents: [pullRequest.headSha],
    message,
    files: touchFiles({ simulation, random: plan.random, parts, lines: 8 }),
    pullRequest: pullRequest.number,
  });
  pullRequest.commits.push(commit.sha);
  pullRequest.headSha = commit.sha;
  pullRequest.updatedAt = simulation.now;
  simulation.branches.set(pullRequest.branch, commit.sha);
  simulation.tell({
    event: 'pull_request',
    action: 'synchronize',
    pullRequest,
    sender: plan.author,
  });
  checkPullRequest(simulation, plan, pullRequest);
}
