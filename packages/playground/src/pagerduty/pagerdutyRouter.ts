import {
  Router,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import type { AppOptions } from '../server/createApp';
import { createFaults } from '../server/faults';
import { HttpError } from '../server/httpError';
import { createRateLimits } from '../server/rateLimits';
import { createIncidentPages } from './incidentPages';
import { addIncidentRoutes } from './incidentRoutes';

const LIMIT = 960;
const WINDOW_SECONDS = 60;

/** The company's PagerDuty account, as far as it is read. */
export function createPagerdutyRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'rateLimit' | 'log'>,
): Router {
  const { world, seed, faults = [], rateLimit = LIMIT } = options;
  const router = Router();
  router.use(createIncidentPages(world));
  router.use(authenticate);
  router.use(createFaults({ seed: `${seed} pagerduty`, faults }));
  router.use(createLimiter(rateLimit));
  addIncidentRoutes(router, world);
  router.use(() => {
    throw new HttpError(404, 'Not Found');
  });
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(createErrorAnswer(options.log ?? console.error));
  return router;
}

function authenticate(req: Request, res: Response, next: NextFunction): void {
  if (req.get('authorization') === `Token token=${PLAYGROUND_TOKEN}`) {
    next();
    return;
  }
  res.status(401).json(errorBody('Unauthorized'));
}

/** So many requests a minute. */
function createLimiter(limit: number) {
  const limits = createRateLimits({
    limit,
    now: Date.now,
    windowSeconds: WINDOW_SECONDS,
  });
  return (_req: Request, res: Response, next: NextFunction): void => {
    const isAllowed = limits.spend(PLAYGROUND_TOKEN, 'core', 1);
    const { remaining, reset } = limits.state(PLAYGROUND_TOKEN, 'core');
    res.set({
      'ratelimit-limit': String(limit),
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': String(reset - Math.floor(Date.now() / 1000)),
    });
    if (isAllowed) next();
    else res.status(429).json(errorBody('Rate Limit Exceeded'));
  };
}

function errorBody(message: string) {
  return { error: { message, code: 2001 } };
}

function createErrorAnswer(log: (line: string) => void) {
  return (
    error: unknown,
    _req: Request,
    res: Response,
    next: NextFunction,
  ): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof HttpError) {
      res.status(error.status).json(errorBody(error.message));
      return;
    }
    log(error instanceof Error ? error.stack ?? error.message : String(error));
    res.status(500).json(errorBody('Internal Server Error'));
  };
}
