import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import express from 'express';
import Router from 'express-promise-router';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { credentialsOf } from '../callers/authenticate';
import { whileAsked } from '../callers/whileAsked';
import { answerGraphql, type GraphqlAnswer, refuse } from './answerGraphql';
import type { AnswerStream } from '../live/createAnswerStream';
import { followGraphql } from './followGraphql';
import { GraphqlRequestError } from './GraphqlRequestError';
import { LIMITS } from './limits/limits';
import { readRequest } from './readRequest';
import { createSchema } from './schema/createSchema';

const PATH = '/graphql';
const MEDIA_TYPE = 'application/json';
const STREAM_TYPE = 'text/event-stream';

/** No form and no link of another site can send this: they send other media types, or ask first. */
function checkMediaType(request: express.Request) {
  if (!request.is(MEDIA_TYPE)) {
    throw new GraphqlRequestError(
      'UNSUPPORTED_MEDIA_TYPE',
      `Send the query as ${MEDIA_TYPE}.`,
    );
  }
}

function checkStreamIsAccepted(request: express.Request) {
  if (!request.accepts(STREAM_TYPE)) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      `A subscription is answered as ${STREAM_TYPE}. Name that in the header "accept", and read the answer as it comes.`,
    );
  }
}

function isTooLarge(error: unknown): boolean {
  return (error as { type?: unknown } | null)?.type === 'entity.too.large';
}

/** POST /graphql: the same service as the REST API, with the caller's credentials; each refusal is a GraphQL error. A subscription is answered by a stream. */
export function createGraphqlRouter(options: {
  service: EngineeringInsightsService;
  authenticate: express.RequestHandler;
  limit: express.RequestHandler;
  answerStream: AnswerStream;
  questionTimeoutMs: number;
  isIntrospectionAllowed: boolean;
  logger: LoggerService;
}): express.Router {
  const { authenticate, limit, answerStream, logger } = options;
  const schema = createSchema();
  const router = Router();
  const requestIdOf = (request: express.Request) =>
    request.header('x-request-id') ?? randomUUID();
  const send = (response: express.Response, { status, body }: GraphqlAnswer) =>
    response.status(status).json(body);

  router.post(
    PATH,
    authenticate,
    limit,
    async request => {
      checkMediaType(request);
      return 'next';
    },
    express.json({ limit: LIMITS.bodyBytes, type: MEDIA_TYPE }),
    async (request, response) => {
      const credentials = credentialsOf(request);
      const question = {
        ...options,
        schema,
        credentials,
        request: readRequest({ ...options, schema, body: request.body }),
        requestId: requestIdOf(request),
      };
      if (question.request.isSubscription) {
        checkStreamIsAccepted(request);
        await answerStream({
          response,
          credentials,
          follow: signal => followGraphql({ ...question, signal }),
        });
        return;
      }
      const answer = await whileAsked(
        { response, limitMs: options.questionTimeoutMs },
        () => answerGraphql(question),
      );
      send(response, answer);
    },
  );
  router.all(PATH, async (_request, response) => {
    response.set('allow', 'POST');
    throw new GraphqlRequestError(
      'METHOD_NOT_ALLOWED',
      'Send the query by POST.',
    );
  });
  // Express knows an error handler by its four parameters.
  const handleError: express.ErrorRequestHandler = (
    error: unknown,
    request,
    response,
    _next,
  ) => {
    const told = isTooLarge(error)
      ? new GraphqlRequestError(
          'TOO_LARGE',
          `The body is larger than ${
            LIMITS.bodyBytes / 1024
          } kB; ask in several requests.`,
        )
      : error;
    send(
      response,
      refuse({ error: told, requestId: requestIdOf(request), logger }),
    );
  };
  router.use(PATH, handleError);
  return router;
}
