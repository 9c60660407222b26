import express, {
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
import { channelsOf } from './channels';
import { listConversations, SlackError } from './listConversations';

/** Tier 2. */
const LIMIT = 20;
const WINDOW_SECONDS = 60;

/** The company's Slack workspace, as far as it is read. */
export function createSlackRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'rateLimit' | 'log'>,
): Router {
  const { world, seed, faults = [], rateLimit = LIMIT } = options;
  const router = Router();
  router.get('/archives/:id', (req, res, next) => {
    const channel = channelsOf(world).find(({ id }) => id === req.params.id);
    if (!channel) next();
    else res.send(page(`#${channel.name}`, [toIso(channel.openedAt)]));
  });
  const api = Router();
  api.use(express.urlencoded({ extended: false }), authenticate);
  api.use(createFaults({ seed: `${seed} slack`, faults }));
  api.use(createLimiter(rateLimit));
  api.post('/conversations.list', (req, res) => {
    res.json({ ok: true, ...listConversations(world, req.body) });
  });
  api.use(() => {
    throw new SlackError('unknown_method');
  });
  // Whoever starts this reads its console; nothing else would tell them.
  api.use(createErrorAnswer(options.log ?? console.error));
  router.use('/api', api);
  return router;
}

/** Whatever is wrong, the status is 200. */
function authenticate(req: Request, _res: Response, next: NextFunction): void {
  const token = req.get('authorization')?.replace(/^Bearer /, '');
  if (token === undefined) next(new SlackError('not_authed'));
  else if (token !== PLAYGROUND_TOKEN) next(new SlackError('invalid_auth'));
  else next();
}

/** So many requests a minute. */
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
    const { reset } = limits.state(PLAYGROUND_TOKEN, 'core');
    const seconds = Math.max(1, reset - Math.floor(Date.now() / 1_000));
    res
      .status(429)
      .set('retry-after', String(seconds))
      .json({ ok: false, error: 'ratelimited' });
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
    if (error instanceof SlackError) {
      res.json({ ok: false, error: error.code, ...error.scopes });
      return;
    }
    log(error instanceof Error ? error.stack ?? error.message : String(error));
    res.json({ ok: false, error: 'internal_error' });
  };
}
