import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import type { IssueChange } from '../projectChanges';

type SprintChange = NonNullable<IssueFact['sprintChanges']>[number];

/** When an issue came into sprints and left them. One that was created in a sprint has no changelog entry of it. */
export function sprintChangesOf(options: {
  readonly createdAt: string;
  /** The present ones. */
  readonly sprintIds: readonly string[];
  /** Whole, oldest first. */
  readonly changes: readonly IssueChange[];
}): SprintChange[] {
  const { createdAt, sprintIds } = options;
  const changes = options.changes.filter(({ field }) => field === 'sprint');
  const first = changes.at(0);
  return [
    ...difference({
      at: createdAt,
      before: [],
      after: first ? idsOf(first.from) : sprintIds,
    }),
    ...changes.flatMap(({ at, from, to }) =>
      difference({ at, before: idsOf(from), after: idsOf(to) }),
    ),
  ];
}

/** Jira keeps the sprints that ended and adds the next one: `12` becomes `12, 13`. */
function difference(options: {
  at: string;
  before: readonly string[];
  after: readonly string[];
}): SprintChange[] {
  const { at, before, after } = options;
  return [
    ...before
      .filter(id => !after.includes(id))
      .map(sprintId => ({ at, sprintId, action: 'removed' as const })),
    ...after
      .filter(id => !before.includes(id))
      .map(sprintId => ({ at, sprintId, action: 'added' as const })),
  ];
}

function idsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(id => id !== '');
}
