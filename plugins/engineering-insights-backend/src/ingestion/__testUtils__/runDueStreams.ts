import { randomUUID } from 'node:crypto';
import { addStreams } from '../../database/operations/ingestion/addStreams';
import {
  type ClaimedStream,
  claimStreams,
} from '../../database/operations/ingestion/claimStreams';
import { findConnector, type IngestionContext } from '../IngestionContext';
import { listReadableStreams } from '../listReadableStreams';
import { runStream } from '../runStream';

/** Claims what is due, as an engine does. */
export async function claimDueStreams(
  context: IngestionContext,
  lease: string = randomUUID(),
): Promise<ClaimedStream[]> {
  const { knex, settings } = context;
  const streams = listReadableStreams(context);
  await addStreams({ knex, streams });
  return claimStreams({
    knex,
    lease,
    leaseSeconds: settings.leaseSeconds,
    limit: 100,
    // Nobody asks here what changed.
    streams: streams.map(stream => ({ ...stream, isAskable: false })),
  });
}

/** Runs each stream that is due once, one after the other. */
export async function runDueStreams(
  context: IngestionContext,
): Promise<{ runCount: number }> {
  const claims = await claimDueStreams(context);
  for (const claim of claims) {
    const connector = findConnector(context.connectors, claim)!;
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
  }
  return { runCount: claims.length };
}
