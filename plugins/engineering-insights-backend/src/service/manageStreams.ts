import { NotFoundError } from '@backstage/errors';
import type {
  ReplayAnswer,
  StreamReplayAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { retryStream as makeDue } from '../database/operations/ingestion/retryStream';
import { findConnector } from '../ingestion/IngestionContext';
import { replayIntake } from '../ingestion/replayIntake';
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
}: StreamOptions): Promise<StreamReplayAnswer> {
  const { knex, connectors, identitySalt, privacy, logger, onDirty } = context;
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
  const replayed = await replayPayloads({
    knex,
    connector,
    scopeId: stream.scopeId,
    stream: stream.name,
    identitySalt,
    privacy,
    logger,
  });
  onDirty();
  return {
    read: replayed.readCount,
    written: replayed.writtenCount,
    ignored: replayed.ignoredCount,
    invalid: replayed.invalidCount,
  };
}

/** Understands anew what was pushed into a scope and is still kept. */
export async function replayEvents(options: {
  readonly context: ServiceContext;
  readonly scope: string;
}): Promise<ReplayAnswer> {
  const { context, scope } = options;
  const { knex, identitySalt, privacy, onDirty } = context;
  const found = await knex('scopes')
    .first<{ id: number } | undefined>('id')
    .where({ source: 'intake', origin: '', external_id: scope });
  if (!found) {
    throw new NotFoundError(
      `Nothing was sent to POST /v1/events for a scope ${JSON.stringify(
        scope,
      )}.`,
    );
  }
  const answer = await replayIntake({
    knex,
    scopeId: found.id,
    identitySalt,
    privacy,
  });
  onDirty();
  return answer;
}
