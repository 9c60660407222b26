import type { FactKey } from './DeploymentCandidate';

/** What the order of deployments looks at. */
export interface OrderedDeployment extends FactKey {
  readonly startedAt?: number;
  readonly finishedAt?: number;
}

/**
 * The order of an entity's deployments: by finish, then start, then external
 * id. The scope and kind of fact decide between equal ids of two places.
 */
export function compareDeployments(
  a: OrderedDeployment,
  b: OrderedDeployment,
): number {
  return (
    compare(a.finishedAt ?? Infinity, b.finishedAt ?? Infinity) ||
    compare(
      a.startedAt ?? a.finishedAt ?? Infinity,
      b.startedAt ?? b.finishedAt ?? Infinity,
    ) ||
    compare(a.externalId, b.externalId) ||
    compare(a.scopeId, b.scopeId) ||
    compare(a.factKind, b.factKind)
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
