import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

type Transition = NonNullable<IssueFact['transitions']>[number];
type Value = string | number | null;

/**
 * The states of a work item from its creation on. A state that the process does
 * not have any more leaves the item in the category that it had.
 */
export function transitionsOf(options: {
  readonly workItem: { readonly createdAt: string; readonly state: string };
  /** Oldest first. */
  readonly updates: readonly {
    readonly at: string;
    readonly state?: { readonly from: Value; readonly to: Value };
  }[];
  readonly categoryOf: (state: string) => Transition['toCategory'] | undefined;
}): Transition[] {
  const { workItem, updates, categoryOf } = options;
  const changes = updates.flatMap(({ at, state }) =>
    typeof state?.to === 'string'
      ? [
          {
            at,
            from: typeof state.from === 'string' ? state.from : undefined,
            to: state.to,
          },
        ]
      : [],
  );
  const all =
    changes.length > 0
      ? changes
      : [{ at: workItem.createdAt, from: undefined, to: workItem.state }];
  return all.flatMap(transition => {
    const toCategory = categoryOf(transition.to);
    return toCategory ? [{ ...transition, toCategory }] : [];
  });
}
