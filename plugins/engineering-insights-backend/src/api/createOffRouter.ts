import { ServiceUnavailableError } from '@backstage/errors';
import type express from 'express';
import Router from 'express-promise-router';
import { createProblemHandler } from './rest/createRestRouter';

/**
 * Every route, while the plugin is off: 503 with the sentence that says why.
 * The log has it once, from the start: open tabs ask again and again.
 */
export function createOffRouter({
  message,
}: {
  message: string;
}): express.Router {
  const router = Router();
  router.use(async () => {
    throw new ServiceUnavailableError(message);
  });
  router.use(createProblemHandler({}));
  return router;
}
