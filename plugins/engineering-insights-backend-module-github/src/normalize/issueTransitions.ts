import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

interface TimelineEvent {
  readonly __typename: 'ClosedEvent' | 'ReopenedEvent';
  readonly createdAt: string;
  readonly stateReason?: string | null;
}

/** How an issue was opened, closed and opened again, oldest first. */
export function transitionsOf(of: {
  readonly createdAt: string;
  readonly events: readonly TimelineEvent[];
}): NonNullable<IssueFact['transitions']> {
  let from = 'open';
  return [
    { at: of.createdAt, to: from, toCategory: 'todo' as const },
    ...of.events.map(event => {
      const isClosed = event.__typename === 'ClosedEvent';
      const to = isClosed
        ? (event.stateReason ?? 'closed').toLowerCase()
        : 'open';
      const toCategory = isClosed ? ('done' as const) : ('todo' as const);
      const transition = { at: event.createdAt, from, to, toCategory };
      from = to;
      return transition;
    }),
  ];
}
