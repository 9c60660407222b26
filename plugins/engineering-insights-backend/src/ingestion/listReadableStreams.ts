import type { ReadableStream } from '../database/operations/ingestion/claimStreams';
import type { IngestionContext } from './IngestionContext';
import { reserveOf } from './IngestionSettings';

/** Lists every stream that this replica has a connector for. */
export function listReadableStreams(
  context: Pick<IngestionContext, 'connectors' | 'settings'>,
): ReadableStream[] {
  return context.connectors.flatMap(connector =>
    connector.streams.map(stream => ({
      source: connector.id,
      origin: connector.origin,
      stream: stream.name,
      produces: stream.produces,
      isReadUnbound: connector.organizationScopes !== undefined,
      isAskable: connector.changedScopes !== undefined,
      reserve: reserveOf(connector, context.settings),
    })),
  );
}
