import type { JsonObject } from '@backstage/types';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import { ensureScopes } from '../../src/database/operations/scopes/ensureScopes';
import { claimStreams } from '../../src/database/operations/ingestion/claimStreams';
import type { IngestionContext } from '../../src/ingestion/IngestionContext';
import { DEFAULT_INGESTION_SETTINGS } from '../../src/ingestion/IngestionSettings';
import { ToldFailures } from '../../src/ingestion/ToldFailures';
import { writePage } from '../../src/ingestion/writePage';
import type { Bench } from '../Bench';
import type { Figure } from '../Figure';
import { copyPage } from './copyPage';
import { createPullRequestItems, pullRequestStream } from './pullRequestStream';

const WARM_UP_ROUNDS = 3;
const ROUNDS = 15;
const PAGES = 10;
const ITEMS_PER_PAGE = 100;
const FACTS_PER_ITEM = 2;

async function makeScope(bench: Bench, name: string): Promise<number> {
  const [scopeId] = await ensureScopes({
    knex: bench.knex,
    scopes: [
      {
        source: 'bench',
        origin: 'https://bench.example.com',
        externalId: name,
      },
    ],
  });
  return scopeId;
}

async function claimStream(bench: Bench, scopeId: number) {
  const { knex } = bench;
  await knex('streams').insert({
    scope_id: scopeId,
    name: pullRequestStream.name,
  });
  const [claim] = await claimStreams({
    knex,
    lease: 'bench',
    leaseSeconds: 3_600,
    limit: 1,
    streams: [
      {
        source: 'bench',
        origin: 'https://bench.example.com',
        stream: pullRequestStream.name,
        produces: pullRequestStream.produces,
        isReadUnbound: true,
        isAskable: false,
        reserve: 0,
      },
    ],
  });
  return claim;
}

/** Seconds of writing some pages through the engine, each in a transaction of its own. */
async function timePages(options: {
  bench: Bench;
  scopeId: number;
  pages: readonly (readonly JsonObject[])[];
}): Promise<number> {
  const { bench, scopeId, pages } = options;
  const context: IngestionContext = {
    knex: bench.knex,
    connectors: [],
    identitySalt: 'bench',
    logger: bench.logger,
    settings: DEFAULT_INGESTION_SETTINGS,
    toldFailures: ToldFailures.create(),
  };
  const claim = await claimStream(bench, scopeId);
  let runId: string | undefined;
  const startedAt = performance.now();
  for (const [index, items] of pages.entries()) {
    ({ runId } = await writePage({
      context,
      claim,
      stream: pullRequestStream,
      page: { items, cursor: index },
      progress: { direction: 'live', cursor: index, since: bench.now },
      runId,
    }));
  }
  return (performance.now() - startedAt) / 1000;
}

/** Seconds of inserting the rows that those pages became, each page in a transaction of its own. */
async function timeCopies(
  bench: Bench,
  fromScopeId: number,
  toScopeId: number,
): Promise<number> {
  let seconds = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const firstNumber = page * ITEMS_PER_PAGE + 1;
    seconds += await copyPage({
      knex: bench.knex,
      fromScopeId,
      toScopeId,
      firstNumber,
      lastNumber: firstNumber + ITEMS_PER_PAGE - 1,
    });
  }
  return seconds;
}

/** How fast pages become payloads and facts, as a share of how fast Postgres takes the same rows from arrays. */
export async function measureThroughput(bench: Bench): Promise<Figure[]> {
  const pages = Array.from({ length: PAGES }, (_, page) =>
    createPullRequestItems({
      first: page * ITEMS_PER_PAGE + 1,
      count: ITEMS_PER_PAGE,
      now: bench.now,
    }),
  );
  const ratios: number[] = [];
  const factsPerSecond: number[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const scopeId = await makeScope(bench, `engine-${round}`);
    const copyScopeId = await makeScope(bench, `copy-${round}`);
    const engineSeconds = await timePages({ bench, scopeId, pages });
    const copySeconds = await timeCopies(bench, scopeId, copyScopeId);
    if (round < WARM_UP_ROUNDS) continue;
    ratios.push(copySeconds / engineSeconds);
    factsPerSecond.push(
      (PAGES * ITEMS_PER_PAGE * FACTS_PER_ITEM) / engineSeconds,
    );
  }
  await bench.knex('scopes').where('source', 'bench').delete();
  return [
    {
      name: 'throughput.toInsert',
      value: quantile(ratios, 0.5)!,
      unit: '',
      aim: { comparison: 'atLeast', bound: 0.4 },
    },
    {
      name: 'throughput.facts',
      value: quantile(factsPerSecond, 0.5)!,
      unit: 'facts/s',
    },
  ];
}
