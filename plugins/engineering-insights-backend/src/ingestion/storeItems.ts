import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { ItemCounts } from '../database/operations/ingestion/saveRun';
import { storePayloads } from '../database/operations/ingestion/storePayloads';
import { identifyItems } from './identifyItems';
import { logInvalidItems, normalizeItems } from './normalizeItems';
import { writeScopeFacts } from './writeScopeFacts';

/**
 * Stores what a source sent and what it means, in the caller's transaction:
 * payloads before facts, facts before the marks that have them derived.
 */
export async function storeItems(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly stream: Stream;
  readonly items: readonly JsonValue[];
  readonly identitySalt: string;
  readonly logger: LoggerService;
}): Promise<ItemCounts> {
  const { knex, scopeId, stream, items, identitySalt, logger } = options;
  const payloads = identifyItems({ stream, items, salt: identitySalt });
  const { observedAt } = await storePayloads({
    knex,
    scopeId,
    stream: stream.name,
    payloads,
  });
  const { facts, ignoredCount, invalid } = normalizeItems({
    stream,
    items: payloads.map((payload, index) => ({
      ...payload,
      observedAt: observedAt[index],
    })),
  });
  const receivedAt = new Date().toISOString();
  const writtenCount = await writeScopeFacts({
    knex,
    scopeId,
    facts,
    receivedAt,
    identitySalt,
  });
  logInvalidItems({
    logger,
    where: `scope ${scopeId}, stream ${stream.name}`,
    invalid,
  });
  return {
    readCount: items.length,
    writtenCount,
    ignoredCount,
    invalidCount: invalid.length,
  };
}
