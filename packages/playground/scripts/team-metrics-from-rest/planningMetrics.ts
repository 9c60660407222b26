import type { Category, Facts, Issue, Sprint, Window } from './facts';
import { medianOf, share } from './median';
import type { Value } from './computeMetrics';

const DAY = 86_400_000;

type Kind =
  | 'defect'
  | 'unplanned'
  | 'feature'
  | 'maintenance'
  | 'notClassified';

/** Issues and sprints: how fast, of what kind, and how much of what was planned. */
export function planningMetrics(
  { issues, sprints }: Facts,
  { from, to }: Window,
): Record<string, Value> {
  const done = issues.filter(
    ({ closedAt, isDropped }) =>
      closedAt !== undefined && closedAt >= from && closedAt < to && !isDropped,
  );
  const leadTimes = done.map(
    ({ closedAt, createdAt }) => (closedAt! - createdAt) / 1000,
  );
  const cycleTimes = done.flatMap(({ closedAt, statuses }) => {
    const begun = statuses.find(({ category }) => category === 'inProgress');
    return begun && begun.at <= closedAt! ? (closedAt! - begun.at) / 1000 : [];
  });
  const kinds = done.map(kindOf);
  const count = (kind: Kind) => kinds.filter(each => each === kind).length;
  const known = kinds.length - count('notClassified');
  const planned = sprints
    .filter(({ endsAt }) => endsAt >= from && endsAt < to)
    .flatMap(sprint => plannedFor(sprint, issues));
  const kept = planned.filter(isKept);
  return {
    'planning.issue-throughput': {
      value: done.length / ((to - from) / DAY),
      sampleSize: done.length,
    },
    'planning.issue-lead-time': medianOf(leadTimes),
    'planning.issue-cycle-time': medianOf(cycleTimes),
    'planning.work-mix': { value: done.length, sampleSize: done.length },
    'planning.work-mix feature': { value: count('feature') },
    'planning.work-mix defect': { value: count('defect') },
    'planning.work-mix unplanned': { value: count('unplanned') },
    'planning.work-mix maintenance': { value: count('maintenance') },
    'planning.work-mix notClassified': { value: count('notClassified') },
    'planning.unplanned-share': {
      value: share(count('unplanned'), known),
      sampleSize: known,
    },
    'planning.sprint-commitment': {
      value: share(kept.length, planned.length),
      sampleSize: planned.length,
    },
  };
}

function kindOf({ type, words }: Issue): Kind {
  if (type === 'defect') return 'defect';
  const isUnplanned = words.some(word =>
    /unplanned|hotfix|urgent|expedite/i.test(word),
  );
  if (type === 'incident' || isUnplanned) return 'unplanned';
  return type ?? 'notClassified';
}

interface Planned {
  sprint: Sprint;
  issue: Issue;
}

/** What was in the sprint when it began, and not done before. */
function plannedFor(sprint: Sprint, issues: readonly Issue[]): Planned[] {
  return issues
    .filter(
      issue =>
        sprintsAt(issue, sprint.startsAt).includes(sprint.id) &&
        !isOver(categoryAt(issue, sprint.startsAt)),
    )
    .map(issue => ({ sprint, issue }));
}

function isKept({ sprint, issue }: Planned): boolean {
  return (
    sprintsAt(issue, sprint.endsAt).includes(sprint.id) &&
    categoryAt(issue, sprint.endsAt) === 'done'
  );
}

function isOver(category: Category | undefined): boolean {
  return category === 'done' || category === 'dropped';
}

function sprintsAt({ sprints }: Issue, moment: number): string[] {
  return sprints.filter(({ at }) => at <= moment).at(-1)?.ids ?? [];
}

function categoryAt({ statuses }: Issue, moment: number): Category | undefined {
  return statuses.filter(({ at }) => at <= moment).at(-1)?.category;
}
