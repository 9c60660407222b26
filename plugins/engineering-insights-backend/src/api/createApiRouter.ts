import type {
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';
import type express from 'express';
import { version } from '../../package.json';
import type { EngineeringInsightsService } from '../service/EngineeringInsightsService';
import { createBadgeRouter } from './badges/createBadgeRouter';
import {
  createProblemHandler,
  createRestRouter,
} from './rest/createRestRouter';
import { openApiDocument } from './rest/openApiDocument';
import { restRoutes } from './rest/routes';
import { createWebhookRouter } from './webhooks/createWebhookRouter';

/** Everything under /api/engineering-insights. */
export function createApiRouter(options: {
  service: EngineeringInsightsService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  receiveWebhook: Parameters<typeof createWebhookRouter>[0]['receive'];
}): express.Router {
  const { service, httpAuth, logger, receiveWebhook } = options;
  const routes = restRoutes({ service });
  const document = openApiDocument({ routes, version });
  const router = Router();
  // How to call the API is no secret; what it answers is.
  router.get('/openapi.json', async (_request, response) => {
    response.json(document);
  });
  router.use(
    createBadgeRouter({
      read: question => service.readBadge(question),
      now: Date.now,
    }),
  );
  router.use(createWebhookRouter({ receive: receiveWebhook, logger }));
  router.use(createRestRouter({ routes, httpAuth, logger }));
  router.use(createProblemHandler({ logger }));
  return router;
}
