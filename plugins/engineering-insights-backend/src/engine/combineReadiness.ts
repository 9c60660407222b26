import type { Readiness } from './Readiness';

const earliest = (values: readonly (string | undefined)[]) =>
  values.filter(value => value !== undefined).sort()[0];
const latest = (values: readonly (string | undefined)[]) =>
  values
    .filter(value => value !== undefined)
    .sort()
    .at(-1);

/**
 * What is known of a system, domain or group from its components. It is covered
 * from when any of them is, and stale when all of them are: one quiet source
 * among many does not make the whole unknown.
 */
export function combineReadiness(parts: readonly Readiness[]): Readiness {
  const sum = (pick: (part: Readiness) => number) =>
    parts.reduce((total, part) => total + pick(part), 0);
  const some = (pick: (part: Readiness) => boolean) => parts.some(pick);
  const successes = parts.flatMap(part => part.oldestSuccess ?? []);
  return {
    scopeCount: sum(part => part.scopeCount),
    doneScopeCount: sum(part => part.doneScopeCount),
    scopeTitles: [...new Set(parts.flatMap(part => part.scopeTitles))],
    goneScopeTitles: [...new Set(parts.flatMap(part => part.goneScopeTitles))],
    isEveryStreamRefused:
      parts.length > 0 && parts.every(part => part.isEveryStreamRefused),
    secondsLeft: parts.reduce<number | undefined>(
      (most, part) =>
        part.secondsLeft === undefined
          ? most
          : Math.max(most ?? 0, part.secondsLeft),
      undefined,
    ),
    isCollecting: some(part => part.isCollecting),
    isAnyStreamUnread: some(part => part.isAnyStreamUnread),
    streamsCoveredFrom: earliest(parts.map(part => part.streamsCoveredFrom)),
    oldestSuccess: [...successes].sort((a, b) => b.at.localeCompare(a.at))[0],
    failure: parts.find(part => part.failure)?.failure,
    isDerived: some(part => part.isDerived),
    hasDeploymentRule: some(part => part.hasDeploymentRule),
    hasDeployments: some(part => part.hasDeployments),
    hasProductionDeployments: some(part => part.hasProductionDeployments),
    environments: [...new Set(parts.flatMap(part => part.environments))].slice(
      0,
      5,
    ),
    firstRolloutAt: earliest(parts.map(part => part.firstRolloutAt)),
    lastRolloutAt: latest(parts.map(part => part.lastRolloutAt)),
    firstMergeAt: earliest(parts.map(part => part.firstMergeAt)),
    lastMergeAt: latest(parts.map(part => part.lastMergeAt)),
  };
}
