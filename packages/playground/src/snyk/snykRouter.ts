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
import { createSnykPages } from './snykPages';
import { addSnykRoutes } from './snykRoutes';

const LIMIT = 1_620;
const WINDOW_SECONDS = 60;

/** The company's tenant of Snyk, as far as it is read: the API below `rest`, and the pages that it links. */
export function createSnykRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'rateLimit' | 'log'>,
): Router {
  const { world, seed, faults = [], rateLimit = LIMIT } = options;
  const router = Router();
  router.use(createSnykPages(world));
  const rest = Router();
  rest.use(authenticate);
  rest.use(createFaults({ seed: `${seed} snyk`, faults }));
  rest.use(createLimiter(rateLimit));
  addSnykRoutes(rest, world);
  router.use('/rest', rest);
  router.use(() => {
    throw new HttpError(404, 'Not Found');
  });
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(createErrorAnswer(options.log ?? console.error));
  return router;
}

function authenticate(req: Request, res: Response, next: NextFunction): void {
  if (req.get('authorization') === `token ${PLAYGROUND_TOKEN}`) next();
  else sendError(res, { status: 401, detail: 'Unauthorized' });
}

/** So many requests a minute; Snyk tells nobody how many are left. */
function createLimiter(limit: number) {
  const limits = createRateLimits({
    limit,
    now: Date.now,
    windowSeconds: WINDOW_SECONDS,
  });
  return (_req: Request, res: Response, next: NextFunction): void => {
    if (limits.spend(PLAYGROUND_TOKEN, 'core', 1)) next();
    else sendError(res, { status: 429, detail: 'Too Many Requests' });
  };
}

function sendError(
  res: Response,
  { status, detail }: { status: number; detail: string },
): void {
  res.status(status).json({
    jsonapi: { version: '1.0' },
    errors: [{ status: String(status), code: `SNYK-9${status}`, detail }],
  });
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
      sendError(res, { status: error.status, detail: error.message });
      return;
    }
    log(error instanceof Error ? error.stack ?? error.message : String(error));
    sendError(res, { status: 500, detail: 'Internal Server Error' });
  };
}
