import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import type { z } from 'zod/v4';
import { isNestedTooDeep, MOST_LEVELS } from '../../ingestion/isNestedTooDeep';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { credentialsOf } from '../callers/authenticate';
import type { CallerLimits, RequestClass } from '../callers/CallerLimits';
import { findUnstorable } from './findUnstorable';
import { whileAsked } from '../callers/whileAsked';
import { createMethodGuard } from './createMethodGuard';
import { pathsOf } from './pathsOf';
import { problemOf } from './problem';
import type { Operation, Route } from './Route';
import { sendAnswer } from './sendAnswer';
import { UnsupportedMediaTypeError } from './UnsupportedMediaTypeError';

/** The size that the intake documents, of a body after it was unpacked. */
const BODY_LIMIT = '5mb';
const JSON_TYPES = ['application/json', 'application/*+json'];

function parse<T extends z.ZodType>(
  schema: T,
  place: string,
  value: unknown,
): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    throw InvalidRequestError.fromIssues(place, result.error.issues);
  }
  return result.data;
}

/** @throws InvalidRequestError where something could neither be stored nor be looked for. */
function refuseUnstorable(place: string, value: unknown): void {
  const path = findUnstorable(value);
  if (path) {
    throw new InvalidRequestError([
      {
        field: [place, ...path].join('.'),
        message: 'must be text without NUL and without halves of characters',
      },
    ]);
  }
}

/** @throws InvalidRequestError where walking through a body would take more than there is. */
function refuseDeep(body: unknown): void {
  if (isNestedTooDeep(body)) {
    throw new InvalidRequestError([
      {
        field: 'body',
        message: `must hold lists and objects at most ${MOST_LEVELS} levels deep`,
      },
    ]);
  }
}

/** Readers of the media types that may be larger than the others; whichever reads first, the rest leaves alone. */
function largeReadersOf({ mediaTypes = {} }: Route): express.RequestHandler[] {
  return Object.entries(mediaTypes).flatMap(([type, { limit }]) =>
    limit ? [express.json({ limit, type })] : [],
  );
}

/** Only media types that are read; a body of none is told as what it lacks. */
const checkMediaType: express.RequestHandler = (request, _response, next) => {
  next(
    request.is(JSON_TYPES) === false
      ? new UnsupportedMediaTypeError(
          `A body of the type ${request.get(
            'content-type',
          )} is not read here. Send application/json, or a type that the API document names.`,
        )
      : undefined,
  );
};

/** By what a request costs, unless the route says it. */
function classOf({ requestClass, method }: Route): RequestClass {
  return requestClass ?? (method === 'get' ? 'reads' : 'writes');
}

function paramsOf(request: express.Request): Record<string, string> {
  const { entityRef, ...params } = request.params;
  if (entityRef === undefined) {
    return params;
  }
  const match = /^([^:/]+):([^/]+)\/([^/]+)$/.exec(entityRef);
  if (!match) {
    throw new InvalidRequestError([
      { field: 'path.entityRef', message: 'must be kind:namespace/name' },
    ]);
  }
  return { ...params, kind: match[1], namespace: match[2], name: match[3] };
}

/** The last of a route's handlers. */
function createHandler(
  route: Route,
  questionTimeoutMs: number,
): express.RequestHandler {
  return async (request, response) => {
    const params = paramsOf(request);
    refuseUnstorable('path', params);
    refuseUnstorable('query', request.query);
    refuseDeep(request.body);
    // What is sent by sources is stored as near to what it is as it can be.
    if (!route.mediaTypes) refuseUnstorable('body', request.body);
    const asked = {
      credentials: credentialsOf(request),
      params: parse(route.params, 'path', params),
      query: parse(route.query, 'query', request.query),
      body: route.body ? parse(route.body, 'body', request.body) : undefined,
      headers: request.headers,
    };
    // What was sent is taken whole, also when the sender is gone.
    const answer =
      route.method === 'get'
        ? await whileAsked({ response, limitMs: questionTimeoutMs }, () =>
            route.handle(asked),
          )
        : await route.handle(asked);
    if (answer === undefined) {
      response.status(204).end();
    } else {
      const { isSecret } = route;
      sendAnswer({ request, response, answer: answer as object, isSecret });
    }
  };
}

/** Serves the routes; each needs credentials of a user or a service, and each error is told in one shape. */
export function createRestRouter(options: {
  routes: readonly Route[];
  /** What else is served under the same base. */
  others: readonly Pick<Operation, 'method' | 'path'>[];
  authenticate: express.RequestHandler;
  limits: CallerLimits;
  questionTimeoutMs: number;
  logger: LoggerService;
}): express.Router {
  const { routes, others, authenticate, limits, questionTimeoutMs, logger } =
    options;
  const router = Router();
  const readJson = express.json({ limit: BODY_LIMIT, type: JSON_TYPES });

  for (const route of routes) {
    const readers = route.body
      ? [checkMediaType, ...largeReadersOf(route), readJson]
      : [];
    for (const path of pathsOf(route)) {
      router[route.method](
        path,
        authenticate,
        limits[classOf(route)].handler,
        ...readers,
        createHandler(route, questionTimeoutMs),
      );
    }
  }

  router.use(createMethodGuard([...routes, ...others]));
  router.use(async request => {
    throw new NotFoundError(
      `There is no ${request.method} ${request.path}; GET /openapi.json lists what there is.`,
    );
  });
  router.use(createProblemHandler({ logger }));
  return router;
}

/** The last handler: tells an error as RFC 9457, and logs what is no fault of the caller where there is a logger. */
export function createProblemHandler({
  logger,
}: {
  logger?: LoggerService;
}): express.ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const requestId = request.header('x-request-id') ?? randomUUID();
    const problem = problemOf({
      error,
      instance: request.originalUrl.split('?')[0],
      requestId,
    });
    if (problem.status >= 500) {
      logger?.error(
        `${request.method} ${problem.instance} failed (request ${requestId})`,
        error as Error,
      );
    }
    response
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  };
}
