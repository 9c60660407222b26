import type { FactKey } from './DeploymentCandidate';

/** A fact's key as one text: `scope_id:kind:external_id`. */
export function factKeyText({
  scopeId,
  factKind,
  externalId,
}: FactKey): string {
  return `${scopeId}:${factKind}:${externalId}`;
}
