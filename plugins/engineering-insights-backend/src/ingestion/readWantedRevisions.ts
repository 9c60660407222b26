import { stringifyError } from '@backstage/errors';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import {
  claimWantedRevision,
  type ClaimedRevision,
  finishWantedRevision,
  listKnownHeads,
  postponeWantedRevision,
} from '../database/operations/ingestion/wantedRevisions';
import { findConnector, type IngestionContext } from './IngestionContext';
import { planAfterFailure } from './planAfterFailure';
import { readPages } from './readPages';
import { redactSecrets } from './redactSecrets';
import { retryConflicts } from './retryConflicts';
import { storeItems } from './storeItems';

const STREAM = 'commits';
const DAY_SECONDS = 86_400;

/** Asks a source for one revision that was deployed and that the commit graph lacks. */
export async function readWantedRevisions(options: {
  readonly context: IngestionContext;
  readonly signal: AbortSignal;
}): Promise<{ hasMore: boolean }> {
  const { context, signal } = options;
  const { knex, settings } = context;
  const able = context.connectors.filter(connector => connector.readRevision);
  if (able.length === 0) return { hasMore: false };
  const claim = await claimWantedRevision({
    knex,
    origins: able.map(({ id, origin }) => ({ source: id, origin })),
    holdSeconds: settings.pageTimeoutSeconds,
  });
  const connector = claim && findConnector(able, claim);
  if (!connector) return { hasMore: false };
  try {
    const readCount = await readRevision({ context, connector, claim, signal });
    if (readCount > 0) await finishWantedRevision({ knex, claim });
    else
      await postponeWantedRevision({
        knex,
        claim,
        seconds: DAY_SECONDS,
        error: notFoundMessage(connector, claim),
      });
  } catch (error) {
    await postpone({ context, connector, claim, error, signal });
  }
  return { hasMore: true };
}

async function readRevision(options: {
  readonly context: IngestionContext;
  readonly connector: Connector;
  readonly claim: ClaimedRevision;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { context, connector, claim, signal } = options;
  const { knex, identitySalt, privacy, logger, settings } = context;
  const { scope, scopeId, revision } = claim;
  const stream = connector.streams.find(each => each.name === STREAM);
  if (!stream)
    throw new Error(
      `${connector.id} reads revisions and has no stream ${STREAM}`,
    );
  const knownHeads = await listKnownHeads({ knex, scopeId });
  const pages = connector.readRevision!({
    scope,
    revision,
    knownHeads,
    signal,
  });
  let readCount = 0;
  for await (const page of readPages({
    pages,
    signal,
    timeoutSeconds: settings.pageTimeoutSeconds,
  })) {
    await retryConflicts(() =>
      knex.transaction(trx =>
        storeItems({
          knex: trx,
          scopeId,
          stream,
          items: page.items,
          identitySalt,
          privacy,
          logger,
        }),
      ),
    );
    readCount += page.items.length;
  }
  return readCount;
}

async function postpone(options: {
  readonly context: IngestionContext;
  readonly connector: Connector;
  readonly claim: ClaimedRevision;
  readonly error: unknown;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { context, connector, claim, error, signal } = options;
  const { knex, logger } = context;
  if (signal.aborted) {
    await postponeWantedRevision({
      knex,
      claim,
      seconds: 0,
      isUncounted: true,
    });
    return;
  }
  const plan = planAfterFailure({
    error,
    title: connector.title,
    origin: connector.origin,
    scope: claim.scope.externalId,
    stream: `revision ${claim.revision}`,
    failureCount: claim.attemptCount,
    random: Math.random(),
  });
  if (plan.isUnexpected)
    logger.error(
      `${plan.error.message} ${redactSecrets(stringifyError(error))}`,
    );
  await postponeWantedRevision({
    knex,
    claim,
    seconds: plan.retryAfterSeconds,
    isUncounted: plan.outcome === 'rateLimited',
    error:
      plan.error.name === 'NotFoundError'
        ? notFoundMessage(connector, claim)
        : plan.error.message,
  });
}

function notFoundMessage(connector: Connector, claim: ClaimedRevision): string {
  return `${connector.title} has no revision ${claim.revision} in ${claim.scope.externalId}. Its deployment names a revision of another repository, or one that was deleted; it is tried again daily.`;
}
