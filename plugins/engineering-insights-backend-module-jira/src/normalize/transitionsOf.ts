import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import type { IssueChange } from '../projectChanges';

type Transition = NonNullable<IssueFact['transitions']>[number];

/**
 * The statuses of an issue from its creation on. The changelog does not hold
 * the status that it was created in, so that is the one which it left first,
 * or has still. A status of unknown category leaves the issue in the category
 * that it had.
 */
export function transitionsOf(options: {
  readonly createdAt: string;
  readonly status: { readonly id: string; readonly name: string };
  /** Whole, oldest first. */
  readonly changes: readonly IssueChange[];
  /** Of the statuses in the changes and of the present one. */
  readonly categoryOf: (
    statusId: string,
  ) => Transition['toCategory'] | undefined;
}): Transition[] {
  const { createdAt, status, categoryOf } = options;
  const changes = options.changes.filter(({ field }) => field === 'status');
  const first = changes.at(0);
  const all = [
    {
      at: createdAt,
      from: undefined,
      toId: first ? first.from : status.id,
      to: first ? first.fromName : status.name,
    },
    ...changes.map(({ at, fromName, to, toName }) => ({
      at,
      from: fromName,
      toId: to,
      to: toName,
    })),
  ];
  return all.flatMap(({ toId, ...transition }) => {
    const toCategory = categoryOf(toId);
    return toCategory ? [{ ...transition, toCategory }] : [];
  });
}
