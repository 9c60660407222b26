import { mockServices } from '@backstage/backend-test-utils';
import { readNewestChange } from '../../src/database/operations/changes/readNewestChange';
import { splitPool } from '../../src/database/pools/splitPool';
import { IngestionEngine } from '../../src/ingestion/IngestionEngine';
import { ChangeFeed } from '../../src/live/ChangeFeed';
import { createLiveKeys } from '../../src/live/createLiveKeys';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import { createCalculationLoop } from '../../src/plugin/createCalculationLoop';
import { LiveUpdates } from '../../src/plugin/LiveUpdates';
import { readIngestionSettings } from '../../src/plugin/readIngestionSettings';
import { readPluginConfig } from '../../src/readPluginConfig';
import type { Bench } from '../Bench';
import { startApi } from '../figures/startApi';
import { createCatalog } from './createCatalog';
import { createSource } from './createSource';

/** So short that each stream is due again before all others were read. */
const POLL_SECONDS = 1;

const identitySalt = 'bench';
const nothing = async () => {};
const now = () => new Date().toISOString();

/** What was done without anyone asking, since the start. */
export interface Progress {
  readonly pageCount: number;
  /** Entities whose values were calculated; one as often as it was. */
  readonly calculationCount: number;
}

export interface Portal {
  readonly url: string;
  readProgress(): Promise<Progress>;
  stop(): Promise<void>;
}

/** The plugin as a portal starts it where nothing is configured: it collects, derives, calculates and answers. */
export async function startPortal(bench: Bench): Promise<Portal> {
  const { knex, logger, componentCount } = bench;
  const config = readPluginConfig(mockServices.rootConfig());
  const settings = readIngestionSettings({ config, knex, now: now() });
  const { questionsAtOnce, questionTimeoutMs, requestsPerMinute } =
    config.limits;
  const { questions, work } = splitPool({ knex, questionsAtOnce });
  const changes = ChangeFeed.create({ knex: work, logger });
  const liveUpdates = LiveUpdates.create({
    signals: { publish: nothing },
    keyOf: createLiveKeys({ identitySalt }),
    logger,
  });
  const calculating = {
    knex: work,
    metrics: createMetricRegistry(builtInMetrics),
    config,
    settings,
    liveUpdates,
    changes,
    auditor: { createEvent: async () => ({ success: nothing, fail: nothing }) },
    logger,
    now,
  };
  const calculation = createCalculationLoop({
    ...calculating,
    of: 'components',
  });
  const rollUps = createCalculationLoop({ ...calculating, of: 'rollUps' });
  const source = createSource();
  const ingestion = IngestionEngine.create({
    knex: work,
    connectors: [source.connector],
    identitySalt,
    privacy: config.privacy,
    logger,
    settings: { ...settings, pollIntervalSeconds: POLL_SECONDS },
  });
  const api = await startApi(
    { ...bench, knex: questions },
    {
      requestsPerMinute,
      questionTimeoutMs,
      catalog: createCatalog(componentCount),
      changes,
      now,
    },
  );
  ingestion.start();
  calculation.start();
  rollUps.start();
  return {
    url: api.url,
    async readProgress() {
      const { lastGivenId } = await readNewestChange({ knex });
      return {
        pageCount: source.readPageCount(),
        calculationCount: lastGivenId,
      };
    },
    async stop() {
      liveUpdates.stop();
      await Promise.all([
        api.stop(),
        ingestion.stop(),
        calculation.stop(),
        rollUps.stop(),
        changes.stop(),
      ]);
    },
  };
}
