import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type {
  Connector,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import {
  listPayloads,
  type ListedPayload,
} from '../database/operations/ingestion/listPayloads';
import { withErasedNames } from '../database/operations/people/erasedNames';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { logInvalidItems, normalizeItems } from './normalizeItems';
import { retryConflicts } from './retryConflicts';
import { type ScrubOptions, scrubPersonal } from './scrubPersonal';
import { writeScopeFacts } from './writeScopeFacts';

const BATCH_SIZE = 500;

export interface ReplayResult {
  readonly readCount: number;
  readonly writtenCount: number;
  readonly ignoredCount: number;
  readonly invalidCount: number;
}

/** Normalises the stored payloads of a stream again, as after a mended connector. In any order the facts end the same. */
export async function replayPayloads(options: {
  readonly knex: Knex;
  readonly connector: Connector;
  readonly scopeId: number;
  readonly stream: string;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
  readonly signal?: AbortSignal;
}): Promise<ReplayResult> {
  const { knex, connector, scopeId, signal } = options;
  const stream = connector.streams.find(each => each.name === options.stream);
  if (!stream)
    throw new Error(`${connector.id} has no stream ${options.stream}`);
  let result: ReplayResult = {
    readCount: 0,
    writtenCount: 0,
    ignoredCount: 0,
    invalidCount: 0,
  };
  let before: string | undefined;
  while (!signal?.aborted) {
    const payloads = await listPayloads({
      knex,
      scopeId,
      stream: stream.name,
      before,
      limit: BATCH_SIZE,
    });
    if (payloads.length === 0) break;
    const counts = await replayBatch({ ...options, stream, payloads });
    result = {
      readCount: result.readCount + counts.readCount,
      writtenCount: result.writtenCount + counts.writtenCount,
      ignoredCount: result.ignoredCount + counts.ignoredCount,
      invalidCount: result.invalidCount + counts.invalidCount,
    };
    before = payloads[payloads.length - 1].id;
  }
  return result;
}

async function replayBatch(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly stream: Stream;
  readonly payloads: readonly ListedPayload[];
  readonly identitySalt: string;
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
}): Promise<ReplayResult> {
  const { knex, scopeId, stream, payloads, identitySalt, logger } = options;
  const privacy = await withErasedNames(options);
  const scrub = { salt: identitySalt, privacy };
  // What was received together is written together: whether a tombstone is older depends on it.
  const groups = [...groupByObservedAt(payloads)].map(
    ([receivedAt, items]) => ({
      receivedAt,
      ...normalizeItems({
        stream,
        items: items.map(item => scrubbed(item, stream, scrub)),
      }),
    }),
  );
  const invalid = groups.flatMap(group => group.invalid);
  logInvalidItems({
    logger,
    where: `replayed scope ${scopeId}, stream ${stream.name}`,
    invalid,
  });
  const writtenCount = await retryConflicts(() =>
    knex.transaction(async trx => {
      let count = 0;
      for (const { receivedAt, facts } of groups) {
        count += await writeScopeFacts({
          knex: trx,
          scopeId,
          facts,
          receivedAt,
          identitySalt,
          privacy,
        });
      }
      return count;
    }),
  );
  const ignoredCount = groups.reduce(
    (sum, group) => sum + group.ignoredCount,
    0,
  );
  return {
    readCount: payloads.length,
    writtenCount,
    ignoredCount,
    invalidCount: invalid.length,
  };
}

// What was stored before it was known to be personal makes no fact any more.
function scrubbed(
  item: ListedPayload,
  { personal: pointers }: Stream,
  options: ScrubOptions,
): ListedPayload {
  const body = scrubPersonal({ ...options, item: item.body, pointers });
  return { ...item, body };
}

function groupByObservedAt(
  payloads: readonly ListedPayload[],
): Map<string, ListedPayload[]> {
  const groups = new Map<string, ListedPayload[]>();
  for (const payload of payloads) {
    const group = groups.get(payload.observedAt);
    if (group) group.push(payload);
    else groups.set(payload.observedAt, [payload]);
  }
  return groups;
}
