import { NotFoundError } from '@backstage/errors';
import { retryStream as makeDue } from '../database/operations/ingestion/retryStream';
import { findConnector } from '../ingestion/IngestionContext';
import { replayPayloads } from '../ingestion/replayPayloads';
import type { ServiceContext } from './ServiceContext';

interface StreamOptions {
  readonly context: ServiceContext;
  readonly streamId: number;
}

function unknownStream(streamId: number): NotFoundError {
  return new NotFoundError(
    `There is no stream ${streamId}; GET /v1/sources lists them.`,
  );
}

/** Has a stream read as soon as a replica is free. */
export async function retryStream({
  context,
  streamId,
}: StreamOptions): Promise<void> {
  const { isFound } = await makeDue({ knex: context.knex, streamId });
  if (!isFound) {
    throw unknownStream(streamId);
  }
  context.onStreamDue();
}

/** Has the stored payloads of a stream normalised anew. */
export async function replayStream({
  context,
  streamId,
}: StreamOptions): Promise<void> {
  const { knex, connectors, identitySalt, logger, onDirty } = context;
  const stream = await knex('streams')
    .join('scopes', 'scopes.id', 'streams.scope_id')
    .first<
      | { scopeId: number; name: string; source: string; origin: string }
      | undefined
    >({
      scopeId: 'scopes.id',
      name: 'streams.name',
      source: 'scopes.source',
      origin: 'scopes.origin',
    })
    .where('streams.id', streamId);
  const connector = stream && findConnector(connectors, stream);
  if (!stream || !connector) {
    throw unknownStream(streamId);
  }
  await replayPayloads({
    knex,
    connector,
    scopeId: stream.scopeId,
    stream: stream.name,
    identitySalt,
    logger,
  });
  onDirty();
}
