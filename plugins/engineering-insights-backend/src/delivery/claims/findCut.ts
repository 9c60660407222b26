import type { ProductionDeployment } from '../rollouts/ProductionDeployment';
import { factKeyText } from '../select/factKeyText';
import type { ClaimRecord } from './ClaimRecord';

/** All of a deployment that its walk, or the walk of a later one, depends on. */
export function fingerprintOf(deployment: ProductionDeployment): string {
  const {
    startedAt,
    environment,
    identity,
    commitScopeId,
    commitSha,
    isRollback,
    isNamed,
  } = deployment;
  return JSON.stringify([
    startedAt,
    environment.toLowerCase(),
    identity ?? null,
    commitScopeId ?? null,
    commitSha ?? null,
    isRollback,
    isNamed,
  ]);
}

/**
 * The instant from which claims are made anew: the earliest of what the caller
 * knows to be touched and of each deployment that came, went or changed.
 * Everything that finished before then stands.
 */
export function findCut(options: {
  deployments: readonly ProductionDeployment[];
  records: ReadonlyMap<string, ClaimRecord>;
  touchedFrom: number;
}): number {
  const { deployments, records, touchedFrom } = options;
  let cut = touchedFrom;
  const met = new Set<string>();
  for (const deployment of deployments) {
    const key = factKeyText(deployment);
    const record = records.get(key);
    met.add(key);
    if (!record) {
      cut = Math.min(cut, deployment.finishedAt);
    } else if (
      record.finishedAt !== deployment.finishedAt ||
      record.fingerprint !== fingerprintOf(deployment)
    ) {
      cut = Math.min(cut, deployment.finishedAt, record.finishedAt);
    }
  }
  for (const record of records.values()) {
    if (!met.has(record.key)) cut = Math.min(cut, record.finishedAt);
  }
  return cut;
}
