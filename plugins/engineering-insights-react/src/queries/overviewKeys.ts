import type { OverviewRequest } from '@sei-platform/plugin-engineering-insights-common';
import { queryKeys } from './queryKeys';

/** Where the answers of overviews are kept: with the others of their entity. */
export const overviewKeys = {
  targets: () => [...queryKeys.definitions(), 'overviewTargets'] as const,
  part: (
    part:
      | 'overview'
      | 'overviewChanges'
      | 'overviewCompleteness'
      | 'overviewServices',
    { entity, days, lifecycle, tag }: Omit<OverviewRequest, 'signal'>,
  ) =>
    [
      ...queryKeys.entity(entity),
      part,
      days,
      lifecycle ?? null,
      tag ?? null,
    ] as const,
};
