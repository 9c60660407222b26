import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { ItemCounts } from '../database/operations/ingestion/saveRun';
import { storePayloads } from '../database/operations/ingestion/storePayloads';
import { withErasedNames } from '../database/operations/people/erasedNames';
import type { PrivacyRules } from '../privacy/PrivacyRules';
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
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
}): Promise<ItemCounts> {
  const { knex, scopeId, stream, items, identitySalt, logger } = options;
  const privacy = await withErasedNames(options);
  const payloads = identifyItems({
    stream,
    items,
    salt: identitySalt,
    privacy,
  });
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
    privacy,
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
