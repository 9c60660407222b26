import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventStreamSettings } from './EventStreamSettings';

/** Server-Sent Events, as they are written. */
export interface SentEvents {
  /** What is written at once, so that the client knows that it follows. */
  readonly opening: string;
  readonly events: AsyncIterable<string>;
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
  readonly sent: SentEvents;
  readonly signal: AbortSignal;
  readonly settings: EventStreamSettings;
}): Promise<{ isTooSlow: boolean }> {
  const { response, sent, signal, settings } = options;
  const { heartbeatMilliseconds, drainMilliseconds } = settings;
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': alive\n\n');
  }, heartbeatMilliseconds);
  try {
    response.write(sent.opening);
    for await (const event of sent.events) {
      if (signal.aborted) break;
      response.write(event);
      if (!(await isDrained({ response, signal, drainMilliseconds }))) {
        return { isTooSlow: true };
      }
    }
    return { isTooSlow: false };
  } finally {
    clearInterval(heartbeat);
  }
}
