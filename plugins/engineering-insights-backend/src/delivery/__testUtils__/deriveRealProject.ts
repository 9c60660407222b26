import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { DeliveryWorld } from './DeliveryWorld';
import { type GitHistory, gitHistoryFacts } from './readGitHistory';

/** An incident as the fixtures' README names it. */
export type IncidentRow = readonly [
  id: string,
  openedAt: string,
  resolvedAt: string | null,
];

const incidentFact = ([
  externalId,
  openedAt,
  resolvedAt,
]: IncidentRow): Fact => ({
  kind: 'incident',
  externalId,
  title: externalId,
  severity: 'unknown',
  openedAt,
  resolvedAt,
});

/** A service whose releases are its deployments, derived from a real history. */
export async function deriveRealProject(options: {
  knex: Knex;
  name: string;
  history: GitHistory;
  incidents: readonly IncidentRow[];
}): Promise<{ world: DeliveryWorld; seconds: number }> {
  const { knex, name, history, incidents } = options;
  const world = new DeliveryWorld(knex);
  await world.addEntity({
    name,
    scopes: [{ name }],
    settings: { deployments: 'releases' },
  });
  await world.write(name, [
    ...gitHistoryFacts(history),
    ...incidents.map(incidentFact),
  ]);
  const startedAt = performance.now();
  await world.derive(name);
  return { world, seconds: (performance.now() - startedAt) / 1_000 };
}
