import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import githubApi from './__fixtures__/expected_github_api.json';
import javaSlackSdk from './__fixtures__/expected_java_slack_sdk.json';
import { DeliveryWorld } from './__testUtils__/DeliveryWorld';
import {
  type GitHistory,
  gitHistoryFacts,
  readGitHistory,
} from './__testUtils__/readGitHistory';

const database = testDatabase();
jest.setTimeout(300_000);

/** What Apache DevLake makes of a history, in the rows that the fixtures' README names. */
interface Expected {
  readonly incidents: readonly [
    id: string,
    openedAt: string,
    resolvedAt: string | null,
  ][];
  readonly pullRequests: readonly [
    number: number,
    release: string,
    firstAt: string,
    deployedAt: string | null,
    minutes: number,
  ][];
  readonly incidentReleases: readonly [incident: string, release: string][];
}

const incidentFacts = ({ incidents }: Expected): Fact[] =>
  incidents.map(([externalId, openedAt, resolvedAt]) => ({
    kind: 'incident',
    externalId,
    title: externalId,
    severity: 'unknown',
    openedAt,
    resolvedAt,
  }));

async function deriveHistory(options: {
  knex: Knex;
  name: string;
  history: GitHistory;
  expected: Expected;
}) {
  const { knex, name, history, expected } = options;
  const world = new DeliveryWorld(knex);
  await world.addEntity({
    name,
    scopes: [{ name }],
    settings: { deployments: 'releases' },
  });
  await world.write(name, [
    ...gitHistoryFacts(history),
    ...incidentFacts(expected),
  ]);
  const startedAt = performance.now();
  await world.derive(name);
  return {
    world,
    tables: await world.read(name),
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

const DAY_MS = 24 * 3_600_000;

const cases: [
  project: string,
  expected: Expected,
  differences: { differentlyShipped: unknown[]; beforeFirstRelease: number },
][] = [
  // Two pull requests of that history have the number 1, one of them of a fork: a scope holds one of them.
  [
    'github-api',
    githubApi as unknown as Expected,
    {
      differentlyShipped: [[1, 'github-api-1.83', 'github-api-1.115']],
      beforeFirstRelease: 0,
    },
  ],
  [
    'java-slack-sdk',
    javaSlackSdk as unknown as Expected,
    { differentlyShipped: [], beforeFirstRelease: 166 },
  ],
];

it.each(cases)(
  '%s: differs from Apache DevLake in definitions alone',
  async (name, expected, differences) => {
    const knex = await database.create();
    const history = readGitHistory(name);
    const { world, tables, seconds } = await deriveHistory({
      knex,
      name,
      history,
      expected,
    });
    expect(seconds).toBeLessThan(20);
    expect(tables.rollouts).toHaveLength(history.releases.length);

    const shipped = new Map(tables.pullRequests.map(row => [row.number, row]));
    const differentlyShipped = [];
    const differentlyTimed = [];
    let beforeFirstRelease = 0;
    for (const [number, release, , deployedAt] of expected.pullRequests) {
      const ours = shipped.get(number);
      // Theirs has no deployment for what the first one carries; ours has it, and lets it contribute nothing.
      if (release === '' && ours && !ours.is_contributing)
        beforeFirstRelease += 1;
      else if ((ours?.rollout ?? '') !== release)
        differentlyShipped.push([number, release, ours?.rollout]);
      else if (ours && Number(ours.finished_at) !== Date.parse(deployedAt!))
        differentlyTimed.push([number, deployedAt, ours.finished_at]);
    }
    expect(differentlyTimed).toEqual([]);
    expect({ differentlyShipped, beforeFirstRelease }).toEqual(differences);

    // Theirs blames an incident on the last deployment however long ago; none of these was within 24 hours.
    expect(tables.incidents).toHaveLength(expected.incidents.length);
    expect(tables.incidents.every(row => row.attribution === 'unlinked')).toBe(
      true,
    );
    await world.derive(name, {
      policy: { failures: { attributionWindowHours: 720 } },
    });
    const linked = new Map(
      (await world.read(name)).incidents.map(row => [
        row.incident,
        row.rollout,
      ]),
    );
    const finishedAt = new Map(
      history.releases.map(({ tag, taggedAt }) => [tag, Date.parse(taggedAt)]),
    );
    const openedAt = new Map(
      expected.incidents.map(([id, at]) => [id, Date.parse(at)]),
    );
    for (const [incident, release] of expected.incidentReleases) {
      const isWithin =
        openedAt.get(incident)! - finishedAt.get(release)! < 30 * DAY_MS;
      expect([incident, linked.get(incident)]).toEqual([
        incident,
        isWithin ? release : null,
      ]);
    }
  },
);
