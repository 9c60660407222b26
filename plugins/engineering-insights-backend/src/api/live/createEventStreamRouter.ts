import type express from 'express';
import Router from 'express-promise-router';
import type { ChangeEvent } from '../../service/changes';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { credentialsOf } from '../callers/authenticate';
import type { AnswerStream } from './createAnswerStream';
import { eventStreamOperation, eventStreamQuery } from './eventStreamOperation';

/** After how long a client that lost the stream asks again. */
const RETRY_MILLISECONDS = 3_000;

function readQuery(query: unknown) {
  const result = eventStreamQuery.safeParse(query);
  if (!result.success) {
    throw InvalidRequestError.fromIssues('query', result.error.issues);
  }
  return result.data;
}

async function* textsOf(
  events: AsyncIterable<ChangeEvent>,
): AsyncGenerator<string> {
  for await (const { id, type, data } of events) {
    yield `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}

/** GET /v1/events/stream: what is calculated, as it happens, to those who may see it. */
export function createEventStreamRouter(options: {
  service: Pick<EngineeringInsightsService, 'followChanges'>;
  authenticate: express.RequestHandler;
  /** Of opening streams; how many are open has limits of its own. */
  limit: express.RequestHandler;
  answerStream: AnswerStream;
}): express.Router {
  const { service, authenticate, limit, answerStream } = options;
  const router = Router();

  async function follow(request: express.Request, response: express.Response) {
    const credentials = credentialsOf(request);
    const { entityRefs } = readQuery(request.query);
    await answerStream({
      response,
      credentials,
      follow: async signal => {
        const { startId, events } = await service.followChanges({
          credentials,
          entityRefs,
          lastEventId: request.header('last-event-id'),
          signal,
        });
        return {
          opening: `retry: ${RETRY_MILLISECONDS}\nid: ${startId}\n\n`,
          events: textsOf(events),
        };
      },
    });
  }

  router.get(eventStreamOperation.path, authenticate, limit, follow);
  return router;
}
