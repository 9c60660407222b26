import {
  Router,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import type { AppOptions } from '../server/createApp';
import { createFaults } from '../server/faults';
import { page } from '../server/pages';
import { createRateLimits } from '../server/rateLimits';
import { toIso } from '../simulation/time';
import { createAccessTokens } from './accessTokens';
import { addChannelRoutes } from './channelRoutes';
import { channelsOf } from './channels';
import { GraphError } from './GraphError';
import { renderError } from './render';
import { addSubscriptionRoutes } from './subscriptionRoutes';
import { PLAYGROUND_TEAMS } from './tenant';

/** Of an app for a tenant's channels. */
const LIMIT = 60;
const WINDOW_SECONDS = 1;

/** The company's Microsoft Teams, as far as it is read: tokens below `/login`, Graph below `/graph`. */
export function createTeamsRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'rateLimit' | 'log'>,
): Router {
  const { world, seed, faults = [], rateLimit = LIMIT } = options;
  const router = Router();
  // Microsoft's clock is the company's.
  router.use((_req, res, next) => {
    res.set('date', new Date(world.until * 1_000).toUTCString());
    next();
  });
  router.get('/l/channel/:id/:name', (req, res, next) => {
    const channel = [PLAYGROUND_TEAMS.operations, PLAYGROUND_TEAMS.discovery]
      .flatMap(team => channelsOf(world, team))
      .find(({ id }) => id === req.params.id);
    if (!channel) next();
    else res.send(page(channel.name, [toIso(channel.createdAt)]));
  });
  const tokens = createAccessTokens();
  tokens.addRoutes(router);
  const graph = Router();
  graph.use((req, _res, next) => {
    tokens.check(req);
    next();
  });
  graph.use(createFaults({ seed: `${seed} teams`, faults }));
  graph.use(createLimiter(rateLimit));
  addChannelRoutes(graph, world);
  addSubscriptionRoutes(graph, world);
  graph.use(() => {
    throw new GraphError(400, 'BadRequest', 'Resource not found.');
  });
  router.use('/graph/v1.0', graph);
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(createErrorAnswer(options.log ?? console.error));
  return router;
}

/** So many requests a second. */
function createLimiter(limit: number) {
  const limits = createRateLimits({
    limit,
    now: Date.now,
    windowSeconds: WINDOW_SECONDS,
  });
  return (_req: Request, res: Response, next: NextFunction): void => {
    if (limits.spend(PLAYGROUND_TOKEN, 'core', 1)) {
      next();
      return;
    }
    res
      .status(429)
      .set('retry-after', String(WINDOW_SECONDS))
      .json(renderError('TooManyRequests', 'Too many requests.'));
  };
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
    if (error instanceof GraphError) {
      const { status, code, message } = error;
      res.status(status).json(renderError(code, message));
      return;
    }
    log(error instanceof Error ? error.stack ?? error.message : String(error));
    res.status(500).json(renderError('generalException', 'An error occurred.'));
  };
}
