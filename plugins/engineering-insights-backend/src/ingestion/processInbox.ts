import { stringifyError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import type {
  Connector,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { preparedTransaction } from '../database/prepared';
import { findReadScopes } from '../database/operations/ingestion/findReadScopes';
import { makeSourceDue } from '../database/operations/ingestion/makeSourceDue';
import { makeStreamsDue } from '../database/operations/ingestion/makeStreamsDue';
import {
  finishDelivery,
  postponeDelivery,
  takeDelivery,
  type WaitingDelivery,
} from '../database/operations/ingestion/webhookDeliveries';
import { wishOf, type Wish } from './fulfilWishes';
import { findConnector, type IngestionContext } from './IngestionContext';
import { backOff } from './planAfterFailure';
import { redactSecrets } from './redactSecrets';
import { storeItems } from './storeItems';
import { takeInScopes } from './takeInScopes';

// Half a day of tries; what fails longer is not going to mend by itself.
const ATTEMPTS = 16;
const LONGEST_ERROR = 2_000;

/** Makes facts of all that waits in the inbox, each delivery whole or not at all, and has streams read of which no more is known than that they changed. */
export async function processInbox(options: {
  readonly context: IngestionContext;
  readonly signal: AbortSignal;
}): Promise<{
  hasMore: boolean;
  processedCount: number;
  dueStreamCount: number;
  /** What is left to ask of sources, which may take its time. */
  wishes: readonly Wish[];
}> {
  const { context, signal } = options;
  let processedCount = 0;
  let dueStreamCount = 0;
  const wishes: Wish[] = [];
  while (!signal.aborted) {
    const next = await processNext(context);
    if (!next) break;
    processedCount += 1;
    dueStreamCount += next.dueStreamCount;
    if (next.wish) wishes.push(next.wish);
  }
  return { hasMore: false, processedCount, dueStreamCount, wishes };
}

async function processNext(
  context: IngestionContext,
): Promise<{ dueStreamCount: number; wish?: Wish } | undefined> {
  const { knex, connectors } = context;
  const origins = connectors
    .filter(connector => connector.webhook)
    .map(({ id, origin }) => ({ source: id, origin }));
  if (origins.length === 0) return undefined;
  let taken: WaitingDelivery | undefined;
  let wish: Wish | undefined;
  let dueStreamCount = 0;
  try {
    await preparedTransaction(knex, async trx => {
      taken = await takeDelivery({ knex: trx, origins });
      const connector = taken && findConnector(connectors, taken);
      if (!taken || !connector) return;
      ({ dueStreamCount } = await processDelivery({
        context,
        knex: trx,
        connector,
        delivery: taken,
      }));
      await finishDelivery({ knex: trx, id: taken.id });
      wish = wishOf(connector, taken);
    });
  } catch (error) {
    if (!taken) throw error;
    await postpone({ context, delivery: taken, error });
  }
  return taken && { dueStreamCount, wish };
}

async function processDelivery(options: {
  readonly context: IngestionContext;
  readonly knex: Knex.Transaction;
  readonly connector: Connector;
  readonly delivery: WaitingDelivery;
}): Promise<{ dueStreamCount: number }> {
  const { context, knex, connector, delivery } = options;
  const { identitySalt, privacy, logger } = context;
  const webhook = connector.webhook!;
  const { headers, body } = delivery;
  const items = webhook.toItems({ headers, body });
  const changes = webhook.changedStreams?.({ headers, body }) ?? [];
  const named = [...items, ...changes].map(each => each.scope);
  if (connector.organizationScopes)
    await takeInScopes({ knex, connector, scopes: named });
  const scopeIds = await findReadScopes({
    knex,
    source: connector.id,
    origin: connector.origin,
    externalIds: named.map(scope => scope.externalId),
    isReadUnbound: connector.organizationScopes !== undefined,
  });
  let dueStreamCount = await makeAllDue({ knex, connector, delivery });
  // Ascending by id, as writers of several scopes must take them in one order.
  for (const [externalId, scopeId] of scopeIds) {
    const ofScope = items.filter(item => item.scope.externalId === externalId);
    for (const name of new Set(ofScope.map(item => item.stream))) {
      const stream = findStream(connector, name);
      const bodies: JsonValue[] = ofScope
        .filter(item => item.stream === name)
        .map(item => item.item);
      await storeItems({
        knex,
        scopeId,
        stream,
        items: bodies,
        identitySalt,
        privacy,
        logger,
      });
    }
    const changed = changes
      .filter(change => change.scope.externalId === externalId)
      .flatMap(change => change.streams)
      .map(name => findStream(connector, name).name);
    if (changed.length === 0) continue;
    const { dueCount } = await makeStreamsDue({
      knex,
      scopeId,
      names: changed,
    });
    dueStreamCount += dueCount;
  }
  return { dueStreamCount };
}

/** What a delivery says of the source as a whole. */
async function makeAllDue(options: {
  readonly knex: Knex.Transaction;
  readonly connector: Connector;
  readonly delivery: WaitingDelivery;
}): Promise<number> {
  const { knex, connector, delivery } = options;
  const names = connector.webhook?.changedEverywhere?.(delivery) ?? [];
  if (names.length === 0) return 0;
  const { dueCount } = await makeSourceDue({
    knex,
    source: connector.id,
    origin: connector.origin,
    names: names.map(name => findStream(connector, name).name),
  });
  return dueCount;
}

function findStream(connector: Connector, name: string): Stream {
  const stream = connector.streams.find(each => each.name === name);
  if (!stream)
    throw new Error(
      `The webhook of ${connector.id} names a stream ${name} that it does not have`,
    );
  return stream;
}

async function postpone(options: {
  readonly context: IngestionContext;
  readonly delivery: WaitingDelivery;
  readonly error: unknown;
}): Promise<void> {
  const { context, delivery, error } = options;
  const { knex, logger } = context;
  const attempt = delivery.attemptCount + 1;
  const message = redactSecrets(stringifyError(error)).slice(0, LONGEST_ERROR);
  const isLast = attempt >= ATTEMPTS;
  await postponeDelivery({
    knex,
    id: delivery.id,
    seconds: isLast ? undefined : backOff(delivery.attemptCount, Math.random()),
    error: message,
  });
  logger.warn(
    `Webhook delivery ${delivery.id} of ${
      delivery.source
    } could not be processed, attempt ${attempt}. ${
      isLast
        ? 'It stays in the inbox and is not tried again by itself.'
        : 'It is tried again by itself.'
    } ${message}`,
  );
}
