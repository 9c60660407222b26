import { partsOf } from './changes';
import type { Person } from './model';
import type { Random } from './random';
import type { RepositorySimulation } from './repositorySimulation';
import { HOUR } from './time';
import { nameWork, type WorkKind } from './words';
import { addWorkingTime } from './workingHours';

/** That a person begins something. */
export interface Beginning {
  /** The day, and which of that day's. */
  readonly key: readonly [day: number, index: number];
  readonly person: Person;
  readonly at: number;
}

/** What is begun on a day. */
export function worksOfDay(
  simulation: RepositorySimulation,
  day: number,
  random: Random,
): Beginning[] {
  const begun = random.poisson(simulation.profile.weeklyPullRequests / 5);
  return Array.from({ length: begun }, (_, index) => {
    const person = random.pick(simulation.members);
    const at = addWorkingTime({
      hours: person,
      from: day,
      seconds: random.next() * 7 * HOUR,
    });
    return { key: [day, index], person, at };
  });
}

export const LABELS: Record<WorkKind, readonly string[]> = {
  feature: ['enhancement'],
  fix: ['bug'],
  chore: ['maintenance'],
  docs: ['documentation'],
};

/** What it is that somebody begins. */
export function decideWork(simulation: RepositorySimulation, random: Random) {
  const kind = pickKind(random);
  const parts = pickParts(simulation, random);
  const { title, branch } = nameWork(
    random,
    kind,
    simulation.profile.mergeStrategy === 'squash',
  );
  const hasIssue = random.chance(0.4);
  return { kind, parts, title, branch, hasIssue, labels: LABELS[kind] };
}

function pickKind(random: Random): WorkKind {
  const luck = random.next();
  if (luck < 0.55) return 'feature';
  if (luck < 0.75) return 'fix';
  return luck < 0.93 ? 'chore' : 'docs';
}

function pickParts(simulation: RepositorySimulation, random: Random): string[] {
  const parts = partsOf(simulation);
  const first = random.pick(parts);
  return random.chance(0.9)
    ? [first]
    : [...new Set([first, random.pick(parts)])];
}
