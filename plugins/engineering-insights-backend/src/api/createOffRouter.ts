import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import { createProblemHandler } from './rest/createRestRouter';

/** Every route, while the plugin is off: 503 with the sentence that says why. */
export function createOffRouter(options: {
  message: string;
  logger: LoggerService;
}): express.Router {
  const { message, logger } = options;
  const router = Router();
  router.use(async () => {
    throw new ServiceUnavailableError(message);
  });
  router.use(createProblemHandler({ logger }));
  return router;
}
