import { testDatabase } from '../database/testDatabase';
import githubApi from './__fixtures__/expected_github_api.json';
import javaSlackSdk from './__fixtures__/expected_java_slack_sdk.json';
import {
  deriveRealProject,
  type IncidentRow,
} from './__testUtils__/deriveRealProject';
import { readGitHistory } from './__testUtils__/readGitHistory';

const database = testDatabase();
jest.setTimeout(300_000);

/** What Apache DevLake makes of a history, in the rows that the fixtures' README names. */
interface Expected {
  readonly incidents: readonly IncidentRow[];
  readonly pullRequests: readonly [
    number: number,
    release: string,
    firstAt: string,
    deployedAt: string | null,
    minutes: number,
  ][];
  readonly incidentReleases: readonly [incident: string, release: string][];
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
    const { world, seconds } = await deriveRealProject({
      knex,
      name,
      history,
      incidents: expected.incidents,
    });
    const tables = await world.read(name);
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
