import type { JsonObject } from '@backstage/types';
import type { StreamHealth } from '@sei-platform/plugin-engineering-insights-common';
import { createCatalog, FAULTS } from 'playground';
import { demoConfig } from './__testUtils__/demoConfig';
import { demoModules } from './__testUtils__/demoModules';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import {
  portalDatabases,
  type PortalDatabases,
} from './__testUtils__/portalDatabases';
import {
  startGithub,
  type Breakage,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(900_000);

const LONGEST_WAIT_MS = 200_000;
const API = '/api/engineering-insights/v1';

function entitiesOf({ world, url }: Github): JsonObject[] {
  return createCatalog(world.company, {
    origin: url,
  }) as unknown as JsonObject[];
}

const componentsOf = (playground: Github) =>
  entitiesOf(playground)
    .filter(({ kind }) => kind === 'Component')
    .map(({ metadata }) => String((metadata as JsonObject).name));

/** A limit that another stream met makes all of its credential wait, also those that are read. */
function isRead({ isHistoryDone, lastSuccessAt, lastError }: StreamHealth) {
  const isSound = !lastError || lastError.name === 'RateLimitError';
  return isHistoryDone && lastSuccessAt !== undefined && isSound;
}

/** Returns once every stream of every source was read to its beginning and all of it is calculated. What fails is read again, as an operator may have it. */
async function waitForAll(portal: Portal, { knex }: PortalDatabases) {
  const failures = new Set<string>();
  let waiting: unknown[] = [];
  await waitUntil(
    'everything is collected',
    async () => {
      const sources = await portal.sources();
      const streams = sources.flatMap(source => source.streams);
      const unread = streams.filter(stream => !isRead(stream));
      for (const { id, lastError } of unread) {
        if (!lastError) continue;
        failures.add(lastError.name);
        // It waits for the second that it was asked to wait.
        if (lastError.name === 'RateLimitError') continue;
        await portal.post(`${API}/sources/${id}/retry`);
      }
      waiting = [
        ...sources.filter(source => source.streams.length === 0),
        ...unread,
      ];
      return waiting.length === 0;
    },
    LONGEST_WAIT_MS,
  ).catch(error => {
    throw new Error(`${error.message} ${JSON.stringify(waiting, null, 1)}`);
  });
  await waitForCalculation(knex);
  return { failures };
}

const PATHS: Readonly<Record<string, RegExp>> = {
  github: /^\/api\//,
  'azure-devops': /^\/azure-devops\//,
  git: /^\/git\//,
  gitlab: /^\/gitlab\//,
  jenkins: /^\/jenkins\//,
  jira: /^\/jira\//,
  pagerduty: /^\/pagerduty\//,
  slack: /^\/slack\//,
  snyk: /^\/snyk\//,
  sonarqube: /^\/sonarqube\//,
  teams: /^\/teams\//,
};

/** Counts what each source is asked. */
function countRequests() {
  const asked: string[] = [];
  const breakage: Breakage = ({ url = '' }) => {
    asked.push(url);
    return false;
  };
  return {
    breakage,
    /** By source, since the last time. */
    take(): Record<string, number> {
      const urls = asked.splice(0);
      return Object.fromEntries(
        Object.entries(PATHS).map(([source, path]) => [
          source,
          urls.filter(url => path.test(url)).length,
        ]),
      );
    },
  };
}

/** Has every stream read once more, as at the next polling. */
async function pollOnce({ knex }: PortalDatabases) {
  const [{ now }] = await knex.select({ now: knex.fn.now() });
  await knex('streams').update({ due_at: now });
  await waitUntil('every stream is read once more', async () => {
    const [{ count }] = await knex('streams').where('due_at', now).count();
    return count === '0';
  });
  const [{ count }] = await knex('streams').whereNotNull('last_error').count();
  expect(count).toBe('0');
}

/** Collects the whole company from all of its sources. */
async function collectAll(
  playground: Github,
  databases: PortalDatabases,
  then: () => Promise<void> = async () => undefined,
) {
  const portal = await startPortal({
    databases,
    entities: entitiesOf(playground),
    config: demoConfig(playground.host),
    features: demoModules(),
  });
  try {
    await portal.bind();
    const { failures } = await waitForAll(portal, databases);
    await then();
    return {
      failures,
      sources: (await portal.sources()).map(({ id }) => id),
      facts: await dumpFacts(databases.knex),
      answers: await Promise.all(
        componentsOf(playground).map(async name => {
          const { metrics, phases, distribution } = await portal.dora(name);
          return {
            name,
            values: metrics.map(({ metricId, value, series }) => ({
              metricId,
              value,
              series,
            })),
            phases,
            distribution,
          };
        }),
      ),
    };
  } finally {
    await portal.stop();
  }
}

describe('the whole company, from sources that often fail', () => {
  const databases = portalDatabases();

  it('ends with the tables and the numbers of a collection without a failure', async () => {
    const { breakage, take } = countRequests();
    const sound = await startGithub({ breakage });
    const database = databases.create();
    const expected = await collectAll(sound, database, async () => {
      const first = take();
      await pollOnce(database);
      const next = take();
      // What the documentation of the benchmarks shows.
      const scopes = await database
        .knex('scopes')
        .groupBy('source')
        .select('source')
        .count();
      console.info('Requests', JSON.stringify({ scopes, first, next }));
      for (const source of Object.keys(PATHS)) {
        // What one request tells is asked for by one request again, unless the last answer is of this minute.
        const most = Math.max(first[source] - 1, 1);
        expect({ source, isFewer: next[source] <= most }).toEqual({
          source,
          isFewer: true,
        });
      }
    });
    await sound.close();
    expect(expected.failures).toEqual(new Set());
    for (const [table, rows] of Object.entries(expected.facts)) {
      expect({ table, isEmpty: rows.length === 0 }).toEqual({
        table,
        isEmpty: false,
      });
    }

    // The same address, as some sources have it in the names of what they list.
    const faulty = await startGithub({
      world: sound.world,
      faults: FAULTS,
      port: Number(new URL(sound.url).port),
    });
    const collected = await collectAll(faulty, databases.create());
    await faulty.close();

    expect(collected.sources).toEqual(expected.sources);
    expect(collected.failures).toEqual(
      new Set([
        'RateLimitError',
        'SourceFailureError',
        'ServiceUnavailableError',
      ]),
    );
    expectSameFacts(collected.facts, expected.facts);
    expect(collected.answers).toEqual(expected.answers);
  });
});
