import { parseArgs } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import createKnex from 'knex';
import { DateTime } from 'luxon';
import { migrate } from '../src/database/migrate';
import { type Bench, DEFAULT_POLICIES } from './Bench';
import { type Figure, figureLine, figureTable } from './Figure';
import { deriveAll } from './figures/deriveAll';
import { measureLoad } from './load/measureLoad';
import { measureMemory } from './load/measureMemory';
import { loadCatalog } from './organisation/loadCatalog';
import { loadChanges } from './organisation/loadChanges';
import { loadDeployments, loadIncidents } from './organisation/loadDeployments';
import { step } from './step';

const COMPONENTS = 1_000;
const SECONDS = 60;

interface Arguments {
  readonly connection: string;
  readonly componentCount: number;
  readonly seconds: number;
  /** Of the steady load; absent: as much load as is answered. */
  readonly minutes?: number;
}

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new Error(`--${name} is ${text}; name a whole number, such as 5.`);
  }
  return count;
}

function readArguments(): Arguments {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      components: { type: 'string', default: String(COMPONENTS) },
      seconds: { type: 'string', default: String(SECONDS) },
      minutes: { type: 'string' },
    },
  });
  const { components, seconds, minutes } = values;
  return {
    connection: positionals[0],
    componentCount: countOf('components', components),
    seconds: countOf('seconds', seconds),
    ...(minutes !== undefined && { minutes: countOf('minutes', minutes) }),
  };
}

async function loadOrganisation(bench: Bench): Promise<void> {
  const { knex } = bench;
  await migrate({ database: {}, knex });
  await loadCatalog(bench);
  await loadChanges(bench);
  await loadDeployments(bench, 'even');
  await loadDeployments(bench, 'odd');
  await loadIncidents(bench);
  await deriveAll(bench);
  // The bench's source has no such stream; it would stand before all others.
  await knex('streams').where('name', 'commits').update('due_at', 'infinity');
  await knex.raw('vacuum analyze');
}

/** Prints every figure as a line of JSON, then all as a table. The database is an empty one of its own. */
async function main(): Promise<void> {
  const { connection, componentCount, seconds, minutes } = readArguments();
  // As many connections as a portal's plugin has.
  const knex = createKnex({
    client: 'pg',
    connection,
    pool: { min: 0, max: 10 },
  });
  try {
    const bench = {
      knex,
      logger: mockServices.rootLogger(),
      componentCount,
      now: DateTime.utc().toISO()!,
      policies: DEFAULT_POLICIES,
    };
    await step('Loading the organisation', () => loadOrganisation(bench));
    const measured =
      minutes === undefined
        ? await measureLoad(bench, { seconds })
        : await measureMemory(bench, { minutes });
    // The aims speak of an organisation of full size.
    const figures: Figure[] = measured.map(({ aim, ...rest }) => ({
      ...rest,
      aim: componentCount === COMPONENTS ? aim : undefined,
    }));
    for (const figure of figures) console.log(figureLine(figure));
    console.log(`\n${figureTable(figures)}`);
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
