import { parseArgs } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import createKnex from 'knex';
import { DateTime } from 'luxon';
import { migrate } from '../src/database/migrate';
import { DEFAULT_POLICIES } from './Bench';
import { figureLine, figureTable } from './Figure';
import { measureLive } from './live/measureLive';
import { loadCatalog } from './organisation/loadCatalog';

// The catalog at the far end is a mock, which takes time in proportion.
const COMPONENTS = 100;
const MINUTES = 5;

function readArguments(): { connection: string; minutes: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { minutes: { type: 'string', default: String(MINUTES) } },
  });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 60)) {
    throw new Error(
      `--minutes is ${values.minutes}; name how long it shall be measured, 60 at most.`,
    );
  }
  return { connection: positionals[0], minutes };
}

/** Prints every figure as a line of JSON, then all as a table. The database is an empty one of its own. */
async function main(): Promise<void> {
  const { connection, minutes } = readArguments();
  // As many connections as a portal's plugin has.
  const knex = createKnex({
    client: 'pg',
    connection,
    pool: { min: 0, max: 10 },
  });
  try {
    await migrate({ database: {}, knex });
    const bench = {
      knex,
      logger: mockServices.rootLogger(),
      componentCount: COMPONENTS,
      now: DateTime.utc().toISO()!,
      policies: DEFAULT_POLICIES,
    };
    await loadCatalog(bench);
    const figures = await measureLive(bench, { minutes });
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
