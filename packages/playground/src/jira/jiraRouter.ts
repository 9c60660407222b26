import express, {
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
import { addBoardRoutes } from './boardRoutes';
import { addIssueRoutes } from './issueRoutes';

/** The account that the demo's API token belongs to. */
export const PLAYGROUND_JIRA_EMAIL = 'insights@acme.example';

const HOURLY_LIMIT = 5000;

/** The company's Jira Cloud, as far as it is read. */
export function createJiraRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'rateLimit' | 'log'>,
): Router {
  const { world, seed, faults = [], rateLimit = HOURLY_LIMIT } = options;
  const router = Router();
  router.use(authenticate);
  router.use(createFaults({ seed: `${seed} jira`, faults }));
  router.use(createLimiter(rateLimit));
  router.use(express.json({ limit: '1mb' }));
  addIssueRoutes(router, { world });
  addBoardRoutes(router, { world });
  router.use(() => {
    throw new HttpError(404, 'Nothing is here.');
  });
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(createErrorAnswer(options.log ?? console.error));
  return router;
}

/** An API token with its account, or the token alone. */
function authenticate(req: Request, res: Response, next: NextFunction): void {
  const basic = Buffer.from(
    `${PLAYGROUND_JIRA_EMAIL}:${PLAYGROUND_TOKEN}`,
  ).toString('base64');
  const known = [`Basic ${basic}`, `Bearer ${PLAYGROUND_TOKEN}`];
  if (known.includes(req.get('authorization') ?? '')) {
    next();
    return;
  }
  res
    .status(401)
    .set('x-seraph-loginreason', 'AUTHENTICATED_FAILED')
    .json(errorBody('Client must be authenticated to access this resource.'));
}

function createLimiter(limit: number) {
  const limits = createRateLimits({ limit, now: Date.now });
  return (_req: Request, res: Response, next: NextFunction): void => {
    const isAllowed = limits.spend(PLAYGROUND_TOKEN, 'core', 1);
    const { remaining, reset } = limits.state(PLAYGROUND_TOKEN, 'core');
    res.set({
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': new Date(reset * 1000).toISOString(),
    });
    if (isAllowed) {
      next();
      return;
    }
    const seconds = Math.max(1, reset - Math.floor(Date.now() / 1000));
    res
      .status(429)
      .set('retry-after', String(seconds))
      .json(errorBody('Rate limit exceeded.'));
  };
}

function errorBody(message: string) {
  return { errorMessages: [message], errors: {} };
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
    res.status(500).json(errorBody('Internal server error'));
  };
}
