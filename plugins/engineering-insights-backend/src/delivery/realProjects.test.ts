import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import hub4j from './__fixtures__/hub4j.json';
import javaSlackSdk from './__fixtures__/java_slack_sdk.json';
import { DeliveryWorld } from './testing/DeliveryWorld';

const database = testDatabase();
jest.setTimeout(300_000);

type Row = readonly (string | number | null | readonly string[])[];
type History = Record<keyof typeof hub4j, Row[]>;

function toFacts(history: History): Fact[] {
  const authored = new Map(history.commits.map(row => [row[0] as string, row[2] as string]));
  const iso = (instant: unknown) => new Date(instant as string).toISOString();
  return [
    ...history.commits.map(([externalId, parents, authoredAt, committedAt, title]): Fact => ({
      kind: 'commit', externalId: externalId as string, parents: parents as string[],
      authoredAt: iso(authoredAt), committedAt: iso(committedAt), title: title as string,
    })),
    ...history.pullRequests.map(([number, mergeCommitSha, createdAt, mergedAt, commits]): Fact => ({
      kind: 'pullRequest', externalId: `${number}`, number: number as number, title: `${number}`,
      state: 'merged', isDraft: false, createdAt: iso(createdAt), mergedAt: iso(mergedAt),
      mergeCommitSha: mergeCommitSha as string, headSha: (commits as string[])[0] ?? (mergeCommitSha as string),
      headBranch: 'feature', baseBranch: 'main',
      commits: (commits as string[]).map(sha => ({
        sha, authoredAt: iso(authored.get(sha)), committedAt: iso(authored.get(sha)),
      })),
    })),
    ...history.releases.map(([externalId, sha, publishedAt]): Fact => ({
      kind: 'release', externalId: externalId as string, sha: sha as string,
      publishedAt: iso(publishedAt), isPrerelease: false,
    })),
    ...history.incidents.map(([externalId, openedAt, resolvedAt]): Fact => ({
      kind: 'incident', externalId: externalId as string, title: externalId as string, severity: 'unknown',
      openedAt: iso(openedAt), resolvedAt: resolvedAt === null ? null : iso(resolvedAt),
    })),
  ];
}

async function deriveHistory(knex: Knex, name: string, history: History) {
  const world = new DeliveryWorld(knex);
  await world.addEntity({ name, scopes: [{ name }], settings: { deployments: 'releases' } });
  await world.write(name, toFacts(history));
  const startedAt = performance.now();
  await world.derive(name);
  return { world, tables: await world.read(name), seconds: (performance.now() - startedAt) / 1_000 };
}

const DAY_MS = 24 * 3_600_000;

const cases: [string, History, { differentlyShipped: unknown[]; beforeFirstRelease: number }][] = [
  // Two pull requests of that history have the number 1, one of them of a fork: a scope holds one of them.
  ['hub4j', hub4j as unknown as History, { differentlyShipped: [[1, 'github-api-1.83', 'github-api-1.115']], beforeFirstRelease: 0 }],
  ['java_slack_sdk', javaSlackSdk as unknown as History, { differentlyShipped: [], beforeFirstRelease: 166 }],
];

it.each(cases)('%s: differs from Apache DevLake in definitions alone', async (name, history, expected) => {
  const knex = await database.create();
  const { world, tables, seconds } = await deriveHistory(knex, name, history);
  expect(seconds).toBeLessThan(20);
  expect(tables.rollouts).toHaveLength(history.releases.length);

  const shipped = new Map(tables.pullRequests.map(row => [row.number, row]));
  const differentlyShipped = [];
  let beforeFirstRelease = 0;
  for (const [number, release, , deployedAt] of history.expectedPullRequests) {
    const ours = shipped.get(number);
    // Theirs has no deployment for what the first one carries; ours has it, and lets it contribute nothing.
    if (release === '' && ours && !ours.is_contributing) beforeFirstRelease += 1;
    else if ((ours?.rollout ?? '') !== release) differentlyShipped.push([number, release, ours?.rollout]);
    else if (ours) expect(ours.finished_at).toEqual(new Date(deployedAt as string));
  }
  expect({ differentlyShipped, beforeFirstRelease }).toEqual(expected);

  // Theirs blames an incident on the last deployment however long ago; none of these was within 24 hours.
  expect(tables.incidents.every(row => row.attribution === 'unlinked')).toBe(true);
  await world.derive(name, { policy: { failures: { attributionWindowHours: 720 } } });
  const linked = new Map((await world.read(name)).incidents.map(row => [row.incident, row.rollout]));
  const finishedAt = new Map(history.releases.map(row => [row[0], Date.parse(row[2] as string)]));
  const openedAt = new Map(history.incidents.map(row => [row[0], Date.parse(row[1] as string)]));
  for (const [incident, release] of history.expectedIncidents) {
    const isWithin = openedAt.get(incident)! - finishedAt.get(release)! < 30 * DAY_MS;
    expect([incident, linked.get(incident as string)]).toEqual([incident, isWithin ? release : null]);
  }
});
