import type { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { teamAnalyticsFilter } from '../teamAnalyticsFilter';

const matches = filterPredicateToFilterFunction(teamAnalyticsFilter);

/** Whether an entity has team analytics: the condition of the tab. */
export function isTeamAnalyticsAvailable(entity: Entity): boolean {
  return matches(entity);
}
