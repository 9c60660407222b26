import knexFactory from 'knex';
import { IngestionEngine } from '../IngestionEngine';
import { DEFAULT_INGESTION_SETTINGS } from '../IngestionSettings';
import { createFakeConnector } from './createFakeConnector';

// A replica and nothing else: a test starts it as a process of its own and kills it.
const { connection, url } = JSON.parse(process.argv[2]);
const say = (message: string) => {
  process.stderr.write(`${message}\n`);
};
const silent = () => {};
const logger = {
  error: say,
  warn: silent,
  info: silent,
  debug: silent,
  child: () => logger,
};
const engine = IngestionEngine.create({
  knex: knexFactory({ client: 'pg', connection, pool: { min: 0, max: 6 } }),
  connectors: [createFakeConnector({ url })],
  identitySalt: 'a salt',
  logger,
  settings: {
    ...DEFAULT_INGESTION_SETTINGS,
    leaseSeconds: 0.6,
    maximumConcurrency: 3,
    pagesPerBurst: 3,
  },
});
engine.start();
