import { randomUUID } from 'node:crypto';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import {
  type ClaimedStream,
  claimStreams,
  type ReadableStream,
} from '../database/operations/ingestion/claimStreams';
import {
  finishUnchanged,
  returnStreams,
} from '../database/operations/ingestion/finishUnchanged';
import type { IngestionContext } from './IngestionContext';
import { messageOf } from './messageOf';
import { redactSecrets } from './redactSecrets';
import { withinTime } from './withinTime';

const AT_ONCE = 2_000;
// Fewer are as quickly read as asked about.
const AT_LEAST = 5;

/**
 * Asks a source which of many due streams changed, and spares the others
 * their reading. Returns the ids of those that are known to have changed.
 */
export async function skipUnchanged(options: {
  readonly context: IngestionContext;
  readonly connector: Connector;
  readonly streams: readonly ReadableStream[];
  /** Known to have changed already. */
  readonly exceptIds: readonly number[];
  readonly replicaId: string;
  readonly signal: AbortSignal;
}): Promise<number[]> {
  const { context, connector, streams, exceptIds, replicaId, signal } = options;
  const { knex, logger, settings } = context;
  if (!connector.changedScopes) return [];
  const lease = `${replicaId}/${randomUUID()}`;
  const claim = (limit: number, aheadSeconds?: number) =>
    claimStreams({
      knex,
      lease,
      leaseSeconds: settings.leaseSeconds,
      limit,
      aheadSeconds,
      streams: streams.filter(
        each =>
          each.source === connector.id && each.origin === connector.origin,
      ),
      isSettledOnly: true,
      exceptIds,
    });
  const claims = await claim(AT_LEAST);
  const all = claims.map(({ id }) => id);
  if (claims.length < AT_LEAST) {
    await returnStreams({ knex, lease, ids: all });
    return all;
  }
  // What is due soon is asked about as well, and then is due together: a
  // question of 49 repositories costs as much as one of a single one.
  claims.push(...(await claim(AT_ONCE, settings.pollIntervalSeconds / 2)));
  all.push(...claims.slice(AT_LEAST).map(({ id }) => id));
  try {
    const changed = await withinTime({
      promise: askForChanges(connector, claims, signal),
      signal,
      seconds: settings.leaseSeconds / 2,
    });
    const unchangedIds = all.filter(id => !changed.has(id));
    await finishUnchanged({
      knex,
      lease,
      ids: unchangedIds,
      until: claims[0].claimedAt,
      dueInSeconds: settings.pollIntervalSeconds,
    });
    await returnStreams({ knex, lease, ids: [...changed] });
    return [...changed];
  } catch (error) {
    await returnStreams({ knex, lease, ids: all });
    if (!signal.aborted) {
      logger.warn(
        `${connector.title} at ${
          connector.origin
        } did not say what changed, so every stream is read. ${redactSecrets(
          messageOf(error),
        )}`,
      );
    }
    return all;
  }
}

async function askForChanges(
  connector: Connector,
  claims: readonly ClaimedStream[],
  signal: AbortSignal,
): Promise<Set<number>> {
  const scopes = new Map(
    claims.map(claim => [claim.scope.externalId, claim.scope]),
  );
  const since = claims.map(claim => claim.coveredTo!).sort()[0];
  const answer = await connector.changedScopes!({
    scopes: [...scopes.values()],
    since,
    signal,
  });
  const changed = new Map(
    answer.map(each => [each.scope.externalId, new Set(each.streams)]),
  );
  return new Set(
    claims
      .filter(claim => changed.get(claim.scope.externalId)?.has(claim.name))
      .map(claim => claim.id),
  );
}
