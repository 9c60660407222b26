import { mockServices } from '@backstage/backend-test-utils';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { IngestionEngine } from '../IngestionEngine';
import type { IngestionContext } from '../IngestionContext';
import {
  DEFAULT_INGESTION_SETTINGS,
  type IngestionSettings,
} from '../IngestionSettings';
import { ToldFailures } from '../ToldFailures';

export function createContext(options: {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly settings?: Partial<IngestionSettings>;
  readonly logger?: IngestionContext['logger'];
}): IngestionContext {
  const {
    knex,
    connectors,
    settings,
    logger = mockServices.logger.mock(),
  } = options;
  return {
    knex,
    connectors,
    identitySalt: 'a salt',
    logger,
    settings: {
      ...DEFAULT_INGESTION_SETTINGS,
      maximumConcurrency: 3,
      ...settings,
    },
    toldFailures: ToldFailures.create(),
  };
}

export function startEngine(
  options: Parameters<typeof createContext>[0],
): IngestionEngine {
  const engine = IngestionEngine.create(createContext(options));
  engine.start();
  return engine;
}
