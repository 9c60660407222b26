import type { FilterPredicate } from '@backstage/filter-predicates';
import { ANNOTATION_IGNORE } from '@sei-platform/plugin-engineering-insights-common';

/** Which entities have team analytics: groups. */
export const teamAnalyticsFilter: FilterPredicate = {
  $all: [
    { kind: 'group' },
    { $not: { [`metadata.annotations.${ANNOTATION_IGNORE}`]: 'true' } },
  ],
};
