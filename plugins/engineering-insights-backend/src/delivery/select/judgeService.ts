import type { DeliveryScope } from '../../database/operations/delivery/readDeliveryScopes';
import { entityNames } from './entityNames';

/** Whom a word of a source names among the entities that read its scope. */
export type ServiceVerdict = 'own' | 'other' | 'nobody';

/** A function that tells whom a word of a scope names. */
export function createServiceJudge(options: {
  entity: { ref: string; title: string };
  scopes: readonly DeliveryScope[];
  /** Further words for the entity, by its policy. */
  ownWords?: readonly string[];
}): (scopeId: number, words: readonly string[]) => ServiceVerdict {
  const own = entityNames(options.entity);
  for (const word of options.ownWords ?? []) own.add(word.toLowerCase());
  const others = new Map(
    options.scopes.map(scope => [
      scope.id,
      new Set(scope.sharedWith.flatMap(entity => [...entityNames(entity)])),
    ]),
  );
  return (scopeId, words) => {
    const lower = words.map(word => word.toLowerCase());
    if (lower.some(word => own.has(word))) return 'own';
    return lower.some(word => others.get(scopeId)?.has(word))
      ? 'other'
      : 'nobody';
  };
}
