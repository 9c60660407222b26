import { DEPENDABOT } from './company';
import { checkDefaultBranch } from './merges';
import { commitLocally, partsOf, touchFiles } from './changes';
import { requestDeployment } from './deployments';
import { openPullRequest, type PlannedCommit } from './pullRequests';
import { publishRelease } from './releases';
import type { Issue, Person } from './model';
import { planSprints } from './planSprint';
import type { Random } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { DAY, HOUR, MINUTE, weekdayOf } from './time';
import { decideWork, LABELS, worksOfDay, type Beginning } from './workOfDay';
import { addWorkingTime, isClosed } from './workingHours';
import {
  nameDependencyUpdate,
  nameStep,
  nameWork,
  type WorkKind,
} from './words';

/** The first commit, and a day that begins every midnight. */
export function beginRepository(simulation: RepositorySimulation): void {
  const [lead] = simulation.members;
  const random = simulation.random('first commit');
  const files = touchFiles({
    simulation,
    random,
    parts: partsOf(simulation),
    lines: 900,
  });
  const first = commitLocally(simulation, {
    author: lead,
    authoredAt: simulation.start,
    parents: [],
    message: 'Begin here',
    files: files.map(file => ({ ...file, deletions: 0, status: 'added' })),
  });
  simulation.branches.set(simulation.profile.defaultBranch, first.sha);
  simulation.after(9 * HOUR, () =>
    checkDefaultBranch(simulation, { actor: lead, pace: 'usual' }),
  );
  simulation.at(simulation.start, () => beginDay(simulation));
  planSprints(simulation);
}

function beginDay(simulation: RepositorySimulation): void {
  const today = simulation.now;
  simulation.at(today + DAY, () => beginDay(simulation));
  if (isClosed(today)) return;
  const random = simulation.random('day', today);
  for (const beginning of worksOfDay(simulation, today, random))
    simulation.at(beginning.at, () => beginWork(simulation, beginning));
  planRoutine(simulation, random);
}

/** Trains, releases, bots and the odd direct push. */
function planRoutine(simulation: RepositorySimulation, random: Random): void {
  const { profile, now } = simulation;
  const weekday = weekdayOf(now);
  if (
    profile.train === 'daily' ||
    (profile.train === 'weekly' && weekday === 2)
  ) {
    simulation.after(9 * HOUR + random.integer(0, 30 * MINUTE), () =>
      departTrain(simulation),
    );
  }
  const isReleaseWeek = Math.floor(now / (7 * DAY)) % 2 === 0;
  if (profile.releases === 'fortnightly' && weekday === 3 && isReleaseWeek) {
    simulation.after(10 * HOUR, () => {
      const sha = simulation.greenSha;
      if (
        sha &&
        simulation.releases[simulation.releases.length - 1]?.sha !== sha
      ) {
        publishRelease(simulation, { sha, kind: 'minor' });
      }
    });
  }
  if (profile.hasDependabot && weekday === 1) {
    const updates = random.poisson(1);
    for (let index = 0; index < updates; index++) {
      const work = simulation.random('dependabot', now, index);
      simulation.after(5 * HOUR + random.integer(0, 1200), () =>
        updateDependency(simulation, work),
      );
    }
  }
  if (profile.mergeStrategy === 'merge' && random.chance(0.04)) {
    const person = random.pick(simulation.members);
    const at = addWorkingTime({
      hours: person,
      from: now,
      seconds: random.next() * 7 * HOUR,
    });
    simulation.at(at, () => pushDirectly(simulation, { person, random }));
  }
}

function departTrain(simulation: RepositorySimulation): void {
  const sha = simulation.greenSha;
  const { shipped } = simulation.lane;
  if (!sha || shipped[shipped.length - 1] === sha) return;
  const actor = simulation.members[0];
  requestDeployment(simulation, {
    sha,
    pace: 'usual',
    trigger: 'schedule',
    actor,
  });
}

function pushDirectly(
  simulation: RepositorySimulation,
  { person, random }: Worker,
): void {
  const commit = commitLocally(simulation, {
    author: person,
    authoredAt: simulation.now,
    parents: [simulation.head],
    message: nameWork(random, 'docs', false).title,
    files: [
      {
        path: 'README.md',
        additions: random.integer(1, 9),
        deletions: random.integer(0, 4),
        status: 'modified',
      },
    ],
  });
  simulation.pushToDefaultBranch([commit], person);
  checkDefaultBranch(simulation, { actor: person, pace: 'usual' });
}

interface Worker {
  readonly person: Person;
  readonly random: Random;
}

/** Commits spread over the author's working hours, and the time at which they are shown. */
function planCommits(
  simulation: RepositorySimulation,
  { person, random }: Worker,
  work: { title: string; kind: WorkKind; parts: readonly string[] },
): { commits: PlannedCommit[]; opensAt: number } {
  const { habits } = simulation.team;
  const scale = work.kind === 'docs' ? 0.3 : 1;
  const count = Math.max(
    1,
    Math.round(random.around(habits.commitsPerPullRequest * scale, 0.5)),
  );
  const coding =
    random.around(habits.codingHours * scale * HOUR, 0.7) * person.pace;
  const commits: PlannedCommit[] = [];
  let at = simulation.now;
  for (let index = 0; index < count; index++) {
    at = addWorkingTime({
      hours: person,
      from: at,
      seconds: (coding / count) * (0.5 + random.next()),
    });
    commits.push({
      authoredAt: at,
      message: index === 0 ? work.title : nameStep(random),
      files: touchFiles({
        simulation,
        random,
        parts: work.parts,
        lines: habits.linesPerCommit * scale,
      }),
    });
  }
  return { commits, opensAt: at + random.integer(2, 40) * MINUTE };
}

/** The issue that planning has made, or one that is made now, for what did not wait until the next planning. */
function issueOfWork(
  simulation: RepositorySimulation,
  { key, person }: Beginning,
  work: ReturnType<typeof decideWork>,
): Issue | undefined {
  if (!work.hasIssue) return undefined;
  const name = key.join(' ');
  const planned = simulation.plannedIssues.get(name);
  if (planned) {
    simulation.plannedIssues.delete(name);
    return planned;
  }
  // Some teams' members say so, some of the time.
  const isLabelled = simulation.random('unplanned', ...key).chance(0.5);
  return simulation.openIssue({
    title: work.title,
    body: 'Could not wait for the next planning.',
    author: person,
    labels: [...work.labels, ...(isLabelled ? ['unplanned'] : [])],
  });
}

function beginWork(
  simulation: RepositorySimulation,
  beginning: Beginning,
): void {
  const { key, person } = beginning;
  const random = simulation.random('work', ...key);
  const work = decideWork(simulation, random);
  const { parts, title, branch, labels } = work;
  const issue = issueOfWork(simulation, beginning, work);
  const baseSha = simulation.head;
  const { commits, opensAt } = planCommits(
    simulation,
    { person, random },
    work,
  );
  simulation.at(opensAt, () =>
    openPullRequest(simulation, {
      author: person,
      person,
      title,
      body: issue ? `Closes #${issue.number}` : '',
      branch,
      labels,
      closes: issue ? [issue.number] : [],
      baseSha,
      commits,
      random,
      parts,
      pace: 'usual',
      isDraft: random.chance(simulation.team.habits.draftShare),
    }),
  );
}

function updateDependency(
  simulation: RepositorySimulation,
  random: Random,
): void {
  const { title, branch } = nameDependencyUpdate(random);
  const parts = [random.pick(partsOf(simulation))];
  const path = [parts[0], 'package.json'].filter(Boolean).join('/');
  const lines = random.integer(1, 3);
  openPullRequest(simulation, {
    author: DEPENDABOT,
    title,
    body: 'Bumps one dependency.',
    branch,
    labels: ['dependencies'],
    closes: [],
    baseSha: simulation.head,
    commits: [
      {
        authoredAt: simulation.now,
        message: title,
        files: [
          { path, additions: lines, deletions: lines, status: 'modified' },
        ],
      },
    ],
    random,
    parts,
    pace: 'usual',
    isDraft: false,
  });
}

/** A small change that goes from first commit to production in about a minute, for people who watch. */
export function beginLiveWork(
  simulation: RepositorySimulation,
  key: number,
): void {
  const random = simulation.random('live', key);
  const person = random.pick(simulation.members);
  const parts = [random.pick(partsOf(simulation))];
  const { title, branch } = nameWork(
    random,
    'fix',
    simulation.profile.mergeStrategy === 'squash',
  );
  openPullRequest(simulation, {
    author: person,
    person,
    title,
    body: '',
    branch,
    labels: LABELS.fix,
    closes: [],
    baseSha: simulation.head,
    commits: [
      {
        authoredAt: simulation.now,
        message: title,
        files: touchFiles({ simulation, random, parts, lines: 12 }),
      },
    ],
    random,
    parts,
    pace: 'live',
    isDraft: false,
  });
}
