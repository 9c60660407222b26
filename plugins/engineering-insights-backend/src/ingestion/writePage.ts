import type {
  Page,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { ClaimedStream } from '../database/operations/ingestion/claimStreams';
import { holdLease } from '../database/operations/ingestion/holdLease';
import { saveBudget } from '../database/operations/ingestion/saveBudget';
import {
  type Progress,
  saveProgress,
} from '../database/operations/ingestion/saveProgress';
import { addToRun } from '../database/operations/ingestion/saveRun';
import type { IngestionContext } from './IngestionContext';
import { retryConflicts } from './retryConflicts';
import { storeItems } from './storeItems';

/**
 * Writes a page whole or not at all: payloads, facts, marks, cursor, budget
 * and counters, and only while the lease is still held. Returns the run that
 * it belongs to.
 */
export async function writePage(options: {
  readonly context: IngestionContext;
  readonly claim: ClaimedStream;
  readonly stream: Stream;
  readonly page: Page;
  readonly progress: Progress;
  readonly runId?: string;
}): Promise<{ runId?: string }> {
  const { context, claim, stream, page, progress, runId } = options;
  const { logger, identitySalt, privacy, settings } = context;
  const write = () =>
    context.knex.transaction(async knex => {
      await holdLease({
        knex,
        streamId: claim.id,
        lease: claim.lease,
        leaseSeconds: settings.leaseSeconds,
      });
      const counts = await storeItems({
        knex,
        scopeId: claim.scopeId,
        stream,
        items: page.items,
        identitySalt,
        privacy,
        logger,
      });
      await saveProgress({
        knex,
        streamId: claim.id,
        progress,
        credential: page.budget?.credential,
      });
      if (page.budget) {
        await saveBudget({
          knex,
          source: claim.source,
          origin: claim.origin,
          budget: page.budget,
        });
      }
      if (counts.readCount === 0) return { runId };
      const { direction } = progress;
      return {
        runId: await addToRun({
          knex,
          runId,
          streamId: claim.id,
          direction,
          startedAt: claim.claimedAt,
          counts,
        }),
      };
    });
  return retryConflicts(write);
}
