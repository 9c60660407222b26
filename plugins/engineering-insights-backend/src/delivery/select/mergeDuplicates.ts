import type { ResolvedDeployment } from '../revisions/ResolvedDeployment';
import { compareDeployments } from './compareDeployments';

const WITHIN_MS = 15 * 60_000;

/**
 * Counts once what two sources tell of the same deployment: environment,
 * revision and outcome are equal and they finished within 15 minutes of the
 * first. The first one stays and knows the facts of the others.
 */
export function mergeDuplicates(
  deployments: readonly ResolvedDeployment[],
): ResolvedDeployment[] {
  const kept: ResolvedDeployment[] = [];
  // Per environment, revision and outcome: where the last kept one stands.
  const last = new Map<string, number>();
  for (const deployment of [...deployments].sort(compareDeployments)) {
    const key = duplicateKey(deployment);
    const index = key === undefined ? undefined : last.get(key);
    if (index !== undefined && isSame(kept[index], deployment)) {
      kept[index] = join(kept[index], deployment);
      continue;
    }
    if (key !== undefined) last.set(key, kept.length);
    kept.push(deployment);
  }
  return kept;
}

function duplicateKey(deployment: ResolvedDeployment): string | undefined {
  const { environment, identity, outcome, finishedAt } = deployment;
  if (
    environment === undefined ||
    identity === undefined ||
    finishedAt === undefined
  )
    return undefined;
  return JSON.stringify([environment.toLowerCase(), identity, outcome]);
}

/** Each source tells a deployment once, so what a source tells twice are two. */
function isSame(first: ResolvedDeployment, other: ResolvedDeployment): boolean {
  return (
    !first.sources.includes(other.source) &&
    other.finishedAt! - first.finishedAt! <= WITHIN_MS
  );
}

function join(
  first: ResolvedDeployment,
  other: ResolvedDeployment,
): ResolvedDeployment {
  return {
    ...first,
    facts: [...first.facts, ...other.facts],
    sources: [...first.sources, other.source],
    version: first.version ?? other.version,
    url: first.url ?? other.url,
    isNamed: first.isNamed || other.isNamed,
    isRollback: first.isRollback || other.isRollback,
    isUnplanned: first.isUnplanned || other.isUnplanned,
  };
}
