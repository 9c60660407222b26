import { randomUUID } from 'node:crypto';
import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import type { z } from 'zod/v4';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { problemOf } from './problem';
import type { Route } from './Route';

/** The size that the intake documents, of a body after it was unpacked. */
const BODY_LIMIT = '5mb';

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

/** Readers of the media types that may be larger than the others; whichever reads first, the rest leaves alone. */
function largeReadersOf({ mediaTypes = {} }: Route): express.RequestHandler[] {
  return Object.entries(mediaTypes).flatMap(([type, { limit }]) =>
    limit ? [express.json({ limit, type })] : [],
  );
}

/** An entity stands as three path segments, since some ingresses decode `%2F`; one encoded entity ref is accepted as well. */
function pathsOf(route: Route): string[] {
  const three = '/:kind/:namespace/:name';
  return route.path.includes(three)
    ? [route.path, route.path.replace(three, '/:entityRef')]
    : [route.path];
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

/** Serves the routes; each needs credentials of a user or a service, and each error is told in one shape. */
export function createRestRouter(options: {
  routes: readonly Route[];
  httpAuth: HttpAuthService;
  logger: LoggerService;
}): express.Router {
  const { routes, httpAuth, logger } = options;
  const router = Router();
  const readJson = express.json({
    limit: BODY_LIMIT,
    type: ['application/json', 'application/*+json'],
  });

  for (const route of routes) {
    const handle: express.RequestHandler = async (request, response) => {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      const answer = await route.handle({
        credentials,
        params: parse(route.params, 'path', paramsOf(request)),
        query: parse(route.query, 'query', request.query),
        body: route.body ? parse(route.body, 'body', request.body) : undefined,
        headers: request.headers,
      });
      if (answer === undefined) {
        response.status(204).end();
      } else {
        response.json(answer);
      }
    };
    for (const path of pathsOf(route)) {
      const readers = route.body ? [...largeReadersOf(route), readJson] : [];
      router[route.method](path, ...readers, handle);
    }
  }

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
