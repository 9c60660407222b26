import { parseArgs } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import createKnex from 'knex';
import { DateTime } from 'luxon';
import { migrate } from '../src/database/migrate';
import { type Bench, DEFAULT_POLICIES } from './Bench';
import { type Figure, figureLine, figureTable } from './Figure';
import { deriveAll } from './figures/deriveAll';
import { measureDora } from './figures/measureDora';
import { measureLinking } from './figures/measureLinking';
import { measureNewDeployment } from './figures/measureNewDeployment';
import {
  measureKeeping,
  measureManyServices,
  measureOverview,
} from './figures/measureOverview';
import { measureTeam } from './figures/measureTeam';
import { measureThroughput } from './figures/measureThroughput';
import { measureWebhook } from './figures/measureWebhook';
import { loadCatalog } from './organisation/loadCatalog';
import { loadChanges } from './organisation/loadChanges';
import { loadDeployments, loadIncidents } from './organisation/loadDeployments';
import { step } from './step';

const COMPONENTS = 1_000;

async function measureAll(bench: Bench): Promise<void> {
  const { knex } = bench;
  const figures: Figure[] = [];
  const figure = async (
    title: string,
    measure: (of: Bench) => Promise<Figure[]>,
  ) => {
    const measured = await step(title, () => measure(bench));
    // The aims speak of an organisation of full size.
    const judged = measured.map(({ aim, ...rest }) => ({
      ...rest,
      aim: bench.componentCount === COMPONENTS ? aim : undefined,
    }));
    for (const each of judged) console.log(figureLine(each));
    figures.push(...judged);
  };
  await migrate({ database: {}, knex });
  await figure('Measuring throughput', measureThroughput);
  await step('Loading the catalog', () => loadCatalog(bench));
  await step('Loading commits and pull requests', () => loadChanges(bench));
  await step('Loading 100 deployments of each component', () =>
    loadDeployments(bench, 'even'),
  );
  await figure('Linking', measureLinking);
  await step('Loading 100 more deployments of each', () =>
    loadDeployments(bench, 'odd'),
  );
  await step('Loading incidents', () => loadIncidents(bench));
  await step('Linking again', () => deriveAll(bench));
  await knex.raw('vacuum analyze');
  await figure('Measuring the DORA answer', measureDora);
  await figure('Measuring a team', measureTeam);
  await figure('Measuring a new deployment', measureNewDeployment);
  await figure('Measuring a webhook', measureWebhook);
  await figure('Keeping what overviews read', measureKeeping);
  await figure('Measuring an overview', measureOverview);
  await figure('Measuring ten times as many services', measureManyServices);
  console.log(`\n${figureTable(figures)}`);
}

function readArguments(): { connection: string; componentCount: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      components: { type: 'string', default: String(COMPONENTS) },
    },
  });
  const componentCount = Number(values.components);
  if (!Number.isInteger(componentCount) || componentCount < 1) {
    throw new Error(
      `--components is ${values.components}; name how many components there shall be, such as 20.`,
    );
  }
  return { connection: positionals[0], componentCount };
}

/** Prints every figure as a line of JSON, then all as a table. The database is an empty one of its own. */
async function main(): Promise<void> {
  const { connection, componentCount } = readArguments();
  // As many connections as a portal's plugin has.
  const knex = createKnex({
    client: 'pg',
    connection,
    pool: { min: 0, max: 10 },
  });
  try {
    await measureAll({
      knex,
      logger: mockServices.rootLogger(),
      componentCount,
      now: DateTime.utc().toISO()!,
      policies: DEFAULT_POLICIES,
    });
  } finally {
    await knex.destroy();
  }
}

main().then(
  () => process.exit(),
  error => {
    console.error(isError(error) ? error.stack : error);
    process.exit(1);
  },
);
