import type { FilterPredicate } from '@backstage/filter-predicates';
import { ANNOTATION_IGNORE } from '@sei-platform/plugin-engineering-insights-common';

/** Which entities have DORA metrics. */
export const doraFilter: FilterPredicate = {
  $all: [
    { kind: { $in: ['component', 'system', 'domain', 'group'] } },
    { $not: { 'spec.type': 'documentation' } },
    { $not: { [`metadata.annotations.${ANNOTATION_IGNORE}`]: 'true' } },
  ],
};
