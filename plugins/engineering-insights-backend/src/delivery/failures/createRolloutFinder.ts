import type { Delivery } from '../saveDelivery';
import { factKeyText } from '../select/factKeyText';

/** Finds rollouts, as indices, by what marks and incidents name. */
export interface RolloutFinder {
  /** By `scope_id:kind:external_id` of any fact that tells of one of its deployments. */
  byFact(key: string): number | undefined;
  /** By the external id of a deployment, in a scope before elsewhere. */
  byExternalId(externalId: string, scopeId: number | null): number | undefined;
  /** By the revision that it deployed: the latest that had started at an instant. */
  bySha(sha: string, at: number): number | undefined;
}

// As short as an abbreviation may be that a revision is resolved by.
const SHORTEST_SHA = 7;

export function createRolloutFinder({
  counted,
  rollouts,
  rolloutOf,
}: Delivery): RolloutFinder {
  const byFact = new Map<string, number>();
  const byExternalId = new Map<
    string,
    { scopeId: number; rollout: number }[]
  >();
  for (const deployment of counted) {
    const rollout = rolloutOf.get(factKeyText(deployment))!;
    for (const fact of deployment.facts) {
      byFact.set(factKeyText(fact), rollout);
      const known = byExternalId.get(fact.externalId) ?? [];
      byExternalId.set(fact.externalId, [
        ...known,
        { scopeId: fact.scopeId, rollout },
      ]);
    }
  }
  return {
    byFact: key => byFact.get(key),
    byExternalId(externalId, scopeId) {
      const found = byExternalId.get(externalId) ?? [];
      return (found.find(each => each.scopeId === scopeId) ?? found.at(-1))
        ?.rollout;
    },
    bySha(sha, at) {
      if (sha.length < SHORTEST_SHA) return undefined;
      const index = rollouts.findLastIndex(
        rollout =>
          rollout.startedAt <= at &&
          counted[rollout.positions[0]].commitSha?.startsWith(
            sha.toLowerCase(),
          ),
      );
      return index < 0 ? undefined : index;
    },
  };
}
