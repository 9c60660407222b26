import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ChangeEvent, FollowedChanges } from '../../service/changes';
import type { EventStreamSettings } from './EventStreamSettings';

/** After how long a client that lost the stream asks again. */
const RETRY_MILLISECONDS = 3_000;

function textOf({ id, type, data }: ChangeEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Waits until the client has read what was written. @returns false where it does not. */
async function isDrained(options: {
  response: ServerResponse;
  signal: AbortSignal;
  drainMilliseconds: number;
}): Promise<boolean> {
  const { response, signal, drainMilliseconds } = options;
  if (!response.writableNeedDrain) return true;
  const timeout = AbortSignal.timeout(drainMilliseconds);
  try {
    await once(response, 'drain', {
      signal: AbortSignal.any([signal, timeout]),
    });
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    if (timeout.aborted) return false;
    throw error;
  }
}

/**
 * Writes events until they end. Nothing is written to a client that has not
 * read what it was sent, so that it costs one event of memory however slow it is.
 * @returns whether the client kept up.
 */
export async function writeEvents(options: {
  readonly response: ServerResponse;
  readonly followed: FollowedChanges;
  readonly signal: AbortSignal;
  readonly settings: EventStreamSettings;
}): Promise<{ isTooSlow: boolean }> {
  const { response, followed, signal, settings } = options;
  const { heartbeatMilliseconds, drainMilliseconds } = settings;
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': alive\n\n');
  }, heartbeatMilliseconds);
  try {
    response.write(`retry: ${RETRY_MILLISECONDS}\nid: ${followed.startId}\n\n`);
    for await (const event of followed.events) {
      if (signal.aborted) break;
      response.write(textOf(event));
      if (!(await isDrained({ response, signal, drainMilliseconds }))) {
        return { isTooSlow: true };
      }
    }
    return { isTooSlow: false };
  } finally {
    clearInterval(heartbeat);
  }
}
