import type { Entity } from '@backstage/catalog-model';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { doraFilter } from '../doraFilter';

const matches = filterPredicateToFilterFunction(doraFilter);

/** Whether an entity has DORA metrics: the condition of the tab and of the card. */
export function isDoraAvailable(entity: Entity): boolean {
  return matches(entity);
}
