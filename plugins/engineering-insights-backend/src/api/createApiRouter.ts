import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';
import type express from 'express';
import type { EngineeringInsightsService } from '../service/EngineeringInsightsService';
import type { ApiLimits } from './ApiLimits';
import { badgeOperation } from './badges/badgeOperation';
import { createBadgeRouter } from './badges/createBadgeRouter';
import { createAuthenticate } from './callers/authenticate';
import { createGraphqlRouter } from './graphql/createGraphqlRouter';
import { createAnswerStream } from './live/createAnswerStream';
import { createEventStreamRouter } from './live/createEventStreamRouter';
import type { EventStreamSettings } from './live/EventStreamSettings';
import { eventStreamOperation } from './live/eventStreamOperation';
import { apiDocument } from './rest/apiDocument';
import {
  createProblemHandler,
  createRestRouter,
} from './rest/createRestRouter';
import { restRoutes } from './rest/routes';
import {
  createWebhookRouter,
  webhookOperation,
} from './webhooks/createWebhookRouter';

const DOCUMENT = { method: 'get', path: '/openapi.json' } as const;

/** Everything under /api/engineering-insights. */
export function createApiRouter(options: {
  service: EngineeringInsightsService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  isIntrospectionAllowed: boolean;
  limits: ApiLimits;
  /** Ends what is still open. */
  shutdown: AbortSignal;
  eventStreams?: EventStreamSettings;
  receiveWebhook: Parameters<typeof createWebhookRouter>[0]['receive'];
}): express.Router {
  const {
    service,
    httpAuth,
    logger,
    receiveWebhook,
    isIntrospectionAllowed,
    limits: { callers, questionTimeoutMs },
  } = options;
  const routes = restRoutes({ service });
  const document = apiDocument(routes);
  const router = Router();
  // How to call the API is no secret; what it answers is.
  router[DOCUMENT.method](DOCUMENT.path, async (_request, response) => {
    response.json(document);
  });
  router.use(
    createBadgeRouter({
      read: question => service.readBadge(question),
      now: Date.now,
    }),
  );
  router.use(createWebhookRouter({ receive: receiveWebhook, logger }));
  const authenticate = createAuthenticate(httpAuth);
  const answerStream = createAnswerStream({
    logger,
    shutdown: options.shutdown,
    questionTimeoutMs,
    settings: options.eventStreams,
  });
  router.use(
    createGraphqlRouter({
      service,
      authenticate,
      limit: callers.graphql.handler,
      answerStream,
      questionTimeoutMs,
      logger,
      isIntrospectionAllowed,
    }),
  );
  router.use(
    createEventStreamRouter({
      service,
      authenticate,
      limit: callers.reads.handler,
      answerStream,
    }),
  );
  const others = [
    badgeOperation,
    DOCUMENT,
    eventStreamOperation,
    webhookOperation,
  ];
  router.use(
    createRestRouter({
      routes,
      others,
      authenticate,
      limits: callers,
      questionTimeoutMs,
      logger,
    }),
  );
  router.use(createProblemHandler({ logger }));
  return router;
}
