import type { FakeItem } from './FakeSource';

/** Deployments and commits of a scope, one an hour, back from two hours before now; a few of the last minutes too. */
export function createItems(options: {
  readonly scope: string;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}): FakeItem[] {
  const { scope, count, now } = options;
  const hoursAgo = (hours: number) =>
    new Date(now - hours * 3_600_000).toISOString();
  const items: FakeItem[] = [];
  for (const stream of ['deployments', 'commits'] as const) {
    for (let index = 0; index < count; index += 1) {
      items.push({
        id: `${stream}-${index}`,
        scope,
        stream,
        updatedAt: hoursAgo(index + 2),
        revision: `${index}`.padStart(40, 'a'),
        state: index % 7 === 0 ? 'failure' : 'success',
        creator: { email: `person${index % 3}@example.com` },
      });
    }
    items.push({
      id: `${stream}-recent`,
      scope,
      stream,
      updatedAt: hoursAgo(0.3),
    });
  }
  return items;
}
