import { AI_REVIEWER } from './company';
import { closeUnmerged, mergePullRequest } from './merges';
import { mergeFiles, sizeOf } from './changes';
import type { Account, Person, PullRequest, ReviewState } from './model';
import { pushFollowUp, type PullRequestPlan } from './pullRequests';
import type { RepositorySimulation } from './repositorySimulation';
import { HOUR, MINUTE } from './time';
import { addWorkingTime } from './workingHours';

const WORDS: Record<ReviewState, readonly string[]> = {
  APPROVED: [
    'Looks good.',
    '',
    'Nice, thank you.',
    'Approved, one nit inside.',
  ],
  CHANGES_REQUESTED: [
    'Please add a test for the empty case.',
    'This needs a limit.',
    'Could this be split?',
  ],
  COMMENTED: ['A question inside.', 'Have you considered the old callers?'],
};
const MAXIMUM_ROUNDS = 3;

function delay(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  person: Person,
  hours: number,
): number {
  const { random } = plan;
  if (plan.pace === 'live') return simulation.now + random.integer(4, 12);
  if (plan.pace === 'urgent')
    return simulation.now + random.around(9 * MINUTE, 0.5);
  const seconds =
    random.around(hours * HOUR * simulation.drift(), 0.8) * person.pace;
  return addWorkingTime({ hours: person, from: simulation.now, seconds });
}

function addReview(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  options: { pullRequest: PullRequest; author: Account; state: ReviewState },
): void {
  const { pullRequest, author, state } = options;
  const submitted = {
    id: simulation.nextId(),
    author,
    state,
    submittedAt: simulation.now,
    body: plan.random.pick(WORDS[state]),
    commitSha: pullRequest.headSha,
  };
  pullRequest.reviews.push(submitted);
  pullRequest.updatedAt = simulation.now;
  simulation.tell({
    event: 'pull_request_review',
    pullRequest,
    review: submitted,
  });
}

function pickReviewers(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
): Person[] {
  const candidates = simulation.members.filter(
    person => person.login !== plan.author.login,
  );
  const first = plan.random.integer(0, candidates.length - 1);
  const wanted =
    plan.pace === 'usual' && plan.person ? simulation.team.habits.approvals : 1;
  return Array.from(
    { length: wanted },
    (_, index) => candidates[(first + index) % candidates.length],
  );
}

/** From ready for review to merged, or closed. */
export function requestReview(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
): void {
  const { random } = plan;
  const { habits } = simulation.team;
  if (simulation.profile.hasAiReviewer && plan.person && plan.pace !== 'live') {
    simulation.after(random.integer(90, 400), () => {
      if (pullRequest.closedAt === undefined) {
        addReview(simulation, plan, {
          pullRequest,
          author: AI_REVIEWER,
          state: 'COMMENTED',
        });
      }
    });
  }
  const reviewers = pickReviewers(simulation, plan);
  if (
    plan.pace === 'usual' &&
    plan.person &&
    random.chance(habits.unreviewedShare)
  ) {
    scheduleMerge(simulation, plan, pullRequest, plan.person);
    return;
  }
  pullRequest.requestedReviewers.push(...reviewers);
  review(simulation, plan, { pullRequest, reviewers, position: 0, round: 1 });
}

interface Round {
  readonly pullRequest: PullRequest;
  readonly reviewers: readonly Person[];
  readonly position: number;
  readonly round: number;
}

function review(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  turn: Round,
): void {
  const { habits } = simulation.team;
  const reviewer = turn.reviewers[turn.position];
  const hours =
    habits.firstReviewHours * (turn.round > 1 || turn.position > 0 ? 0.6 : 1);
  simulation.at(delay(simulation, plan, reviewer, hours), () =>
    giveVerdict(simulation, plan, turn),
  );
}

function giveVerdict(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  turn: Round,
): void {
  const { pullRequest, reviewers, position, round } = turn;
  const { random } = plan;
  const reviewer = reviewers[position];
  if (round === 1 && plan.pace === 'usual' && random.chance(0.04)) {
    const at = delay(simulation, plan, reviewer, 20);
    simulation.at(at, () =>
      closeUnmerged(simulation, pullRequest, plan.author),
    );
    return;
  }
  const isUsual = plan.pace === 'usual' && plan.person;
  if (
    isUsual &&
    round < MAXIMUM_ROUNDS &&
    random.chance(simulation.team.habits.changesRequestedShare)
  ) {
    const state = random.chance(0.75) ? 'CHANGES_REQUESTED' : 'COMMENTED';
    addReview(simulation, plan, { pullRequest, author: reviewer, state });
    simulation.at(delay(simulation, plan, plan.person!, 3), () => {
      pushFollowUp(simulation, plan, pullRequest);
      review(simulation, plan, { ...turn, round: round + 1 });
    });
    return;
  }
  addReview(simulation, plan, {
    pullRequest,
    author: reviewer,
    state: 'APPROVED',
  });
  const reviewed = pullRequest.requestedReviewers.indexOf(reviewer);
  if (reviewed >= 0) pullRequest.requestedReviewers.splice(reviewed, 1);
  if (position + 1 < reviewers.length) {
    review(simulation, plan, { ...turn, position: position + 1 });
  } else {
    scheduleMerge(simulation, plan, pullRequest, plan.person ?? reviewer);
  }
}

function scheduleMerge(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
  merger: Person,
): void {
  simulation.at(
    delay(simulation, plan, merger, simulation.team.habits.mergeHours),
    () => {
      pullRequest.hasDefect = carriesDefect(simulation, plan, pullRequest);
      mergePullRequest(simulation, { pullRequest, merger, pace: plan.pace });
      plan.onMerged?.(pullRequest);
    },
  );
}

/** Large changes and hasty reviews let more through. */
function carriesDefect(
  simulation: RepositorySimulation,
  plan: PullRequestPlan,
  pullRequest: PullRequest,
): boolean {
  if (plan.pace !== 'usual' || !plan.person) return false;
  const { habits } = simulation.team;
  const size = sizeOf(
    mergeFiles(pullRequest.commits.map(sha => simulation.graph.get(sha))),
  );
  const usualSize = 2 * habits.linesPerCommit * habits.commitsPerPullRequest;
  const byReview = pullRequest.reviews.reduce((left, { author }) => {
    const person = simulation.members.find(
      member => member.login === author.login,
    );
    return left * (1 - 0.5 * (person?.thoroughness ?? 0.1));
  }, 1.6);
  const bySize = Math.min(3, Math.max(0.4, Math.sqrt(size / usualSize)));
  return plan.random.chance(
    Math.min(
      0.9,
      habits.defectShare * simulation.badness() * byReview * bySize,
    ),
  );
}
