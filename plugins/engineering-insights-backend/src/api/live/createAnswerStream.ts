import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type express from 'express';
import { whileAsked } from '../callers/whileAsked';
import {
  EVENT_STREAM_SETTINGS,
  type EventStreamSettings,
} from './EventStreamSettings';
import { OpenStreams } from './OpenStreams';
import { type SentEvents, writeEvents } from './writeEvents';

const RETRY_AFTER_SECONDS = 60;
/** What a timer of Node can wait for at most. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compression, here or in a proxy, would hold events back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Answers with a stream of events that ends with the caller, his credentials or
 * the process. What is wrong before it begins is thrown.
 */
export type AnswerStream = (options: {
  readonly response: express.Response;
  readonly credentials: BackstageCredentials;
  readonly follow: (signal: AbortSignal) => Promise<SentEvents>;
}) => Promise<void>;

/** Ends the stream when the client goes away, and when its credentials expire. */
function endInTime(options: {
  response: express.Response;
  credentials: BackstageCredentials;
  stream: AbortController;
}) {
  const { response, credentials, stream } = options;
  const end = () => stream.abort();
  response.once('close', end);
  const { expiresAt } = credentials;
  if (expiresAt) {
    const left = Math.max(0, expiresAt.getTime() - Date.now());
    const timer = setTimeout(end, Math.min(left, LONGEST_MILLISECONDS));
    stream.signal.addEventListener('abort', () => clearTimeout(timer), {
      once: true,
    });
  }
}

/** The streams of this process, whatever they are asked by: a caller may have so many open of all of them together. */
export function createAnswerStream(options: {
  logger: LoggerService;
  /** Ends all streams. */
  shutdown: AbortSignal;
  /** How long opening one may take. */
  questionTimeoutMs: number;
  settings?: EventStreamSettings;
}): AnswerStream {
  const { logger, shutdown, questionTimeoutMs } = options;
  const { settings = EVENT_STREAM_SETTINGS } = options;
  const streams = OpenStreams.create(settings);
  shutdown.addEventListener('abort', () => streams.closeAll(), { once: true });

  function open(
    response: express.Response,
    { principal }: BackstageCredentials,
  ) {
    try {
      return streams.open(JSON.stringify(principal));
    } catch (error) {
      response.set('retry-after', String(RETRY_AFTER_SECONDS));
      throw error;
    }
  }

  return async ({ response, credentials, follow }) => {
    const stream = open(response, credentials);
    const { signal } = stream;
    try {
      const sent = await whileAsked(
        { response, limitMs: questionTimeoutMs },
        () => follow(signal),
      );
      endInTime({ response, credentials, stream });
      response.status(200).set(HEADERS).flushHeaders();
      const { isTooSlow } = await writeEvents({
        response,
        sent,
        signal,
        settings,
      });
      if (isTooSlow) {
        logger.warn(
          'A stream of events was closed, since its client did not read what it was sent. It can go on where it was.',
        );
        response.destroy();
      }
    } catch (error) {
      if (!response.headersSent) throw error;
      // The client asks again.
      logger.warn(
        `A stream of events was interrupted. ${stringifyError(error)}`,
      );
    } finally {
      streams.close(stream);
      if (response.headersSent) response.end();
    }
  };
}
