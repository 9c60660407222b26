import { requestDeployment, releaseHold } from './deployments';
import type { Issue, Person, PullRequest } from './model';
import { openPullRequest } from './pullRequests';
import { partsOf, touchFiles } from './changes';
import type { Random } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { DAY, HOUR, MINUTE } from './time';
import { addWorkingTime } from './workingHours';
import type { FileChange } from './model';

interface Shipment {
  readonly sha: string;
  /** What ran in production until then. */
  readonly before?: string;
}

/** Users have it now; the defects among it wait to be noticed. */
export function noteShipped(
  simulation: RepositorySimulation,
  shipment: Shipment,
): void {
  const commits = simulation.graph.ancestors(
    shipment.sha,
    commit => commit.hasShipped,
  );
  const numbers = new Set<number>();
  for (const commit of commits) {
    commit.hasShipped = true;
    if (commit.pullRequest !== undefined) numbers.add(commit.pullRequest);
  }
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const pullRequest = simulation.findPullRequest(number);
    if (!pullRequest?.hasDefect || pullRequest.mergedAt === undefined) continue;
    const random = simulation.random('defect', number);
    const hours = Math.min(
      72,
      random.around(simulation.team.habits.noticeHours, 1.1),
    );
    simulation.after(Math.max(5 * MINUTE, hours * HOUR), () =>
      notice(simulation, { pullRequest, shipment, random }),
    );
  }
}

interface Defect {
  readonly pullRequest: PullRequest;
  readonly shipment: Shipment;
  readonly random: Random;
}

function chooseAnswer(
  simulation: RepositorySimulation,
  { shipment, random }: Defect,
) {
  const { answers } = simulation.team.habits;
  const luck = random.next();
  const { lane } = simulation;
  const isStillRunning = lane.shipped.slice(-2).includes(shipment.sha);
  if (luck < answers.rollback) {
    return shipment.before && isStillRunning && !lane.isHeld
      ? 'rollback'
      : 'hotfix';
  }
  if (luck < answers.rollback + answers.revert) return 'revert';
  if (luck < answers.rollback + answers.revert + answers.hotfix)
    return 'hotfix';
  return 'later';
}

function notice(simulation: RepositorySimulation, defect: Defect): void {
  const { pullRequest, random } = defect;
  const onCall = random.pick(simulation.members);
  const issue = simulation.openIssue({
    title: `Regression after "${pullRequest.title}"`,
    body: `Seen in production since #${pullRequest.number} went out.`,
    author: onCall,
    labels: ['bug'],
  });
  const answer = chooseAnswer(simulation, defect);
  if (answer === 'later') {
    fixLater(simulation, defect, issue);
    return;
  }
  simulation.after(random.around(14 * MINUTE, 0.6), () => {
    if (answer === 'rollback') rollBack(simulation, defect, { issue, onCall });
    else if (answer === 'revert') revert(simulation, defect, { issue, onCall });
    else hotfix(simulation, defect, { issue, onCall });
  });
}

interface Response {
  readonly issue: Issue;
  readonly onCall: Person;
}

function rollBack(
  simulation: RepositorySimulation,
  defect: Defect,
  response: Response,
): void {
  const sha = defect.shipment.before!;
  if (simulation.lane.isHeld) {
    hotfix(simulation, defect, response);
    return;
  }
  simulation.lane.isHeld = true;
  requestDeployment(simulation, {
    sha,
    pace: 'urgent',
    trigger: 'rollback',
    actor: response.onCall,
  });
  const at = addWorkingTime({
    hours: response.onCall,
    from: simulation.now,
    seconds: defect.random.around(1.5 * HOUR, 0.5),
  });
  simulation.at(at, () =>
    openFix(simulation, defect, {
      ...response,
      prefix: 'Fix',
      folder: 'fix',
      labels: ['bug'],
      pace: 'urgent',
      onMerged: () => releaseHold(simulation),
    }),
  );
}

function hotfix(
  simulation: RepositorySimulation,
  defect: Defect,
  response: Response,
): void {
  simulation.after(defect.random.around(25 * MINUTE, 0.5), () =>
    openFix(simulation, defect, {
      ...response,
      prefix: 'Hotfix',
      folder: 'hotfix',
      labels: ['hotfix', 'bug'],
      pace: 'urgent',
    }),
  );
}

function fixLater(
  simulation: RepositorySimulation,
  defect: Defect,
  issue: Issue,
): void {
  const person = defect.random.pick(simulation.members);
  const from = simulation.now + defect.random.around(DAY, 0.5);
  const at = addWorkingTime({ hours: person, from, seconds: 2 * HOUR });
  simulation.at(at, () =>
    openFix(simulation, defect, {
      issue,
      onCall: person,
      prefix: 'Fix',
      folder: 'fix',
      labels: ['bug'],
      pace: 'usual',
    }),
  );
}

function openFix(
  simulation: RepositorySimulation,
  { pullRequest, random }: Defect,
  options: Response & {
    prefix: string;
    folder: string;
    labels: readonly string[];
    pace: 'usual' | 'urgent';
    onMerged?: () => void;
  },
): void {
  const { issue, onCall, prefix } = options;
  const parts = [random.pick(partsOf(simulation))];
  const title = `${prefix} regression of #${pullRequest.number}`;
  // The head of now, made before this minute.
  const authoredAt = Math.max(
    simulation.now - 6 * MINUTE,
    simulation.graph.get(simulation.head).committedAt,
  );
  openPullRequest(simulation, {
    author: onCall,
    person: onCall,
    title,
    body: `Fixes #${issue.number}`,
    branch: `${options.folder}/regression-${issue.number}`,
    labels: options.labels,
    closes: [issue.number],
    baseSha: simulation.head,
    commits: [
      {
        authoredAt,
        message: title,
        files: touchFiles({ simulation, random, parts, lines: 8 }),
      },
    ],
    random,
    parts,
    pace: options.pace,
    isDraft: false,
    onMerged: options.onMerged,
  });
}

function invert(file: FileChange): FileChange {
  return {
    path: file.path,
    additions: file.deletions,
    deletions: file.additions,
    status: file.status === 'added' ? 'removed' : 'modified',
  };
}

function revert(
  simulation: RepositorySimulation,
  { pullRequest, random }: Defect,
  { issue, onCall }: Response,
): void {
  const merged = simulation.graph.get(pullRequest.mergeCommitSha!);
  const subject = merged.message.split('\n')[0];
  openPullRequest(simulation, {
    author: onCall,
    person: onCall,
    title: `Revert "${pullRequest.title}"`,
    body: `Reverts ${simulation.slug}#${pullRequest.number}\n\nFixes #${issue.number}`,
    branch: `revert-${pullRequest.number}-${pullRequest.branch}`,
    labels: ['revert'],
    closes: [issue.number],
    baseSha: simulation.head,
    commits: [
      {
        authoredAt: simulation.now,
        message: `Revert "${subject}"\n\nThis reverts commit ${merged.sha}.`,
        files: merged.files.map(invert),
      },
    ],
    random,
    parts: partsOf(simulation),
    pace: 'urgent',
    isDraft: false,
  });
}
