import { holdLease } from '../database/operations/ingestion/holdLease';
import { LeaseLostError } from '../database/operations/ingestion/LeaseLostError';
import type { ClaimedStream } from '../database/operations/ingestion/claimStreams';
import type { IngestionContext } from './IngestionContext';

/** Renews the lease of a stream while a page is slow, and aborts its reading once the lease is another's. */
export function startHeartbeat(options: {
  readonly context: IngestionContext;
  readonly claim: ClaimedStream;
}): { readonly signal: AbortSignal; stop(): void } {
  const { context, claim } = options;
  const { knex, logger, settings } = context;
  const { leaseSeconds } = settings;
  const lost = new AbortController();
  const beat = async () => {
    try {
      await holdLease({
        knex,
        streamId: claim.id,
        lease: claim.lease,
        leaseSeconds,
      });
    } catch (error) {
      if (error instanceof LeaseLostError) lost.abort(error);
      // The lease outlives three beats, and writing a page checks it again.
      else
        logger.warn(
          `The lease of ${claim.name} of ${claim.scope.externalId} could not be renewed now.`,
        );
    }
  };
  const timer = setInterval(beat, (leaseSeconds * 1_000) / 3);
  return { signal: lost.signal, stop: () => clearInterval(timer) };
}
