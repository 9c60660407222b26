import type { Readiness } from './Readiness';

const MOST_ENVIRONMENTS = 5;

const sorted = (values: readonly (string | undefined)[]): string[] =>
  values.filter(value => value !== undefined).sort();

function combineFactTimes(parts: readonly Readiness[]): Readiness['factTimes'] {
  const kinds = new Set(parts.flatMap(part => [...part.factTimes.keys()]));
  return new Map(
    [...kinds].map(kind => {
      const times = parts.flatMap(part => part.factTimes.get(kind) ?? []);
      return [
        kind,
        {
          firstAt: sorted(times.map(({ firstAt }) => firstAt))[0],
          lastAt: sorted(times.map(({ lastAt }) => lastAt)).at(-1)!,
        },
      ];
    }),
  );
}

/** What is known of a system, domain or group from its components. */
export function combineReadiness(
  parts: readonly Readiness[],
  asOf: string,
): Readiness {
  const distinct = (pick: (part: Readiness) => readonly string[]) => [
    ...new Set(parts.flatMap(pick)),
  ];
  const some = (pick: (part: Readiness) => boolean) => parts.some(pick);
  return {
    asOf,
    scopes: [],
    goneScopeTitles: distinct(part => part.goneScopeTitles),
    streams: [],
    parts,
    // Each part is asked by its own.
    deploymentsFrom: 'deployments',
    hasIssueIncidents: some(part => part.hasIssueIncidents),
    isDerived: some(part => part.isDerived),
    hasDeploymentRule: some(part => part.hasDeploymentRule),
    hasDeployments: some(part => part.hasDeployments),
    hasProductionDeployments: some(part => part.hasProductionDeployments),
    environments: distinct(part => part.environments).slice(
      0,
      MOST_ENVIRONMENTS,
    ),
    firstRolloutAt: sorted(parts.map(part => part.firstRolloutAt)).at(0),
    lastRolloutAt: sorted(parts.map(part => part.lastRolloutAt)).at(-1),
    factTimes: combineFactTimes(parts),
  };
}
