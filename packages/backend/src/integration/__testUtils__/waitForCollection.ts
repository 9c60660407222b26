import type { Knex } from 'knex';
import type { Portal } from './startPortal';
import { waitForCalculation } from './waitForCalculation';
import { waitUntil } from './waitUntil';

const STREAMS_OF_A_REPOSITORY = 10;

/** Returns once every stream of so many repositories was read to its beginning and all of it is calculated. */
export async function waitForCollection(options: {
  portal: Portal;
  knex: Knex;
  repositoryCount: number;
  /** Has a stream that failed read at once, as an operator may. */
  isRetried?: boolean;
}): Promise<void> {
  const { portal, knex, repositoryCount, isRetried = false } = options;
  await waitUntil('everything is collected', async () => {
    const streams = (await portal.sources()).flatMap(source => source.streams);
    if (isRetried) {
      for (const { id, lastError } of streams) {
        if (lastError) {
          await portal.post(`/api/engineering-insights/v1/sources/${id}/retry`);
        }
      }
    }
    return (
      streams.length === repositoryCount * STREAMS_OF_A_REPOSITORY &&
      streams.every(
        stream =>
          stream.isHistoryDone && stream.lastSuccessAt && !stream.lastError,
      )
    );
  });
  await waitForCalculation(knex);
}
