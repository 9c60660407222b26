import { mockServices } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import createKnex from 'knex';
import { DateTime } from 'luxon';
import { migrate } from '../src/database/migrate';
import { type Bench, DEFAULT_POLICIES } from './Bench';
import { deriveAll } from './figures/deriveAll';
import { keepComponents } from './figures/keepComponents';
import { copyKept } from './organisation/copyKept';
import { loadCatalog } from './organisation/loadCatalog';
import { loadChanges } from './organisation/loadChanges';
import { loadDeployments, loadIncidents } from './organisation/loadDeployments';
import { loadPayloads } from './organisation/loadPayloads';
import { loadPipelineRuns } from './organisation/loadPipelineRuns';
import { type PartSize, readSizes } from './readSizes';

const COMPONENT_COUNTS = [200, 2_000, 10_000];

/** What is kept has the same size of each, so the others get copies of it. */
const CALCULATED = 200;

const BYTES_PER_GIGABYTE = 1e9;

async function fill(bench: Bench): Promise<void> {
  const { knex, componentCount } = bench;
  await migrate({ database: {}, knex });
  await loadCatalog(bench);
  await loadChanges(bench);
  await loadPipelineRuns(bench);
  await loadDeployments(bench, 'even');
  await loadDeployments(bench, 'odd');
  await loadIncidents(bench);
  await loadPayloads(bench);
  await deriveAll(bench);
  await keepComponents(bench, Math.min(CALCULATED, componentCount));
  await copyKept({
    knex,
    pairsSql: `
      select 1 + (n - 1) % :calculated::int, n
        from generate_series(:calculated::int + 1, :count::int) as n`,
    bindings: { calculated: CALCULATED, count: componentCount },
  });
  await knex.raw('vacuum analyze');
}

function printTable(componentCount: number, sizes: readonly PartSize[]) {
  const whole = {
    part: 'whole',
    rows: sizes.reduce((sum, { rows }) => sum + rows, 0),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  for (const { part, rows, bytes } of [...sizes, whole]) {
    const gigabytes = Number((bytes / BYTES_PER_GIGABYTE).toPrecision(2));
    console.log(
      `| ${componentCount} | ${part} | ${rows.toLocaleString(
        'en',
      )} | ${gigabytes} GB |`,
    );
  }
}

/** Fills a database for each number of components, one after the other, and prints how much it holds. */
async function main(): Promise<void> {
  const [connection, ...told] = process.argv.slice(2);
  const counts = told.length > 0 ? told.map(Number) : COMPONENT_COUNTS;
  const server = createKnex({ client: 'pg', connection });
  console.log('| Components | Part | Rows | Size |\n| --- | --- | --- | --- |');
  for (const componentCount of counts) {
    const name = `components_${componentCount}`;
    await server.raw('create database ??', [name]);
    const url = new URL(connection);
    url.pathname = `/${name}`;
    const knex = createKnex({ client: 'pg', connection: url.href });
    const startedAt = performance.now();
    try {
      await fill({
        knex,
        logger: mockServices.rootLogger(),
        componentCount,
        now: DateTime.utc().toISO()!,
        policies: DEFAULT_POLICIES,
      });
      printTable(componentCount, await readSizes(knex));
    } finally {
      await knex.destroy();
    }
    await server.raw('drop database ??', [name]);
    console.error(
      `${componentCount} components: ${(
        (performance.now() - startedAt) /
        1000
      ).toFixed(0)} s`,
    );
  }
  await server.destroy();
}

main().then(
  () => process.exit(),
  error => {
    console.error(isError(error) ? error.stack : error);
    process.exit(1);
  },
);
