import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { credentialsOf } from '../callers/authenticate';
import { whileAsked } from '../callers/whileAsked';
import {
  EVENT_STREAM_SETTINGS,
  type EventStreamSettings,
} from './EventStreamSettings';
import { eventStreamOperation, eventStreamQuery } from './eventStreamOperation';
import { OpenStreams } from './OpenStreams';
import { writeEvents } from './writeEvents';

const RETRY_AFTER_SECONDS = 60;
/** What a timer of Node can wait for at most. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compression, here or in a proxy, would hold events back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

function readQuery(query: unknown) {
  const result = eventStreamQuery.safeParse(query);
  if (!result.success) {
    throw InvalidRequestError.fromIssues('query', result.error.issues);
  }
  return result.data;
}

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

/** GET /v1/events/stream: what is calculated, as it happens, to those who may see it. */
export function createEventStreamRouter(options: {
  service: Pick<EngineeringInsightsService, 'followChanges'>;
  authenticate: express.RequestHandler;
  /** Of opening streams; how many are open has limits of its own. */
  limit: express.RequestHandler;
  /** How long opening one may take. */
  questionTimeoutMs: number;
  logger: LoggerService;
  /** Ends all streams. */
  shutdown: AbortSignal;
  settings?: EventStreamSettings;
}): express.Router {
  const { service, authenticate, limit, logger, shutdown } = options;
  const { questionTimeoutMs, settings = EVENT_STREAM_SETTINGS } = options;
  const streams = OpenStreams.create(settings);
  shutdown.addEventListener('abort', () => streams.closeAll(), { once: true });
  const router = Router();

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

  async function follow(request: express.Request, response: express.Response) {
    const credentials = credentialsOf(request);
    const { entityRefs } = readQuery(request.query);
    const stream = open(response, credentials);
    const { signal } = stream;
    try {
      const followed = await whileAsked(
        { response, limitMs: questionTimeoutMs },
        () =>
          service.followChanges({
            credentials,
            entityRefs,
            lastEventId: request.header('last-event-id'),
            signal,
          }),
      );
      endInTime({ response, credentials, stream });
      response.status(200).set(HEADERS).flushHeaders();
      const { isTooSlow } = await writeEvents({
        response,
        followed,
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
      // The client asks again and misses nothing, as it says where it was.
      logger.warn(
        `A stream of events was interrupted. ${stringifyError(error)}`,
      );
    } finally {
      streams.close(stream);
      if (response.headersSent) response.end();
    }
  }

  router.get(eventStreamOperation.path, authenticate, limit, follow);
  return router;
}
