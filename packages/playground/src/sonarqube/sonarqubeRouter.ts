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
import { addRoutes } from './routes';
import { createSonarqubePages } from './sonarqubePages';

/** The company's SonarQube server, as far as it is read. It has no rate limit of its own. */
export function createSonarqubeRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'log'>,
): Router {
  const { world, seed, faults = [] } = options;
  const router = Router();
  router.use(createSonarqubePages(world));
  router.use(authenticate);
  router.use(createFaults({ seed: `${seed} sonarqube`, faults }));
  addRoutes(router, world);
  router.use((req: Request) => {
    throw new HttpError(404, `Unknown url : ${req.path}`);
  });
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(createErrorAnswer(options.log ?? console.error));
  return router;
}

const AUTHORIZATIONS = [
  `Bearer ${PLAYGROUND_TOKEN}`,
  `Basic ${Buffer.from(`${PLAYGROUND_TOKEN}:`).toString('base64')}`,
];

/** Nothing is said to whom is not let in. */
function authenticate(req: Request, res: Response, next: NextFunction): void {
  if (AUTHORIZATIONS.includes(req.get('authorization') ?? '')) next();
  else res.status(401).end();
}

function errorBody(message: string) {
  return { errors: [{ msg: message }] };
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
    res.status(500).json(errorBody('An error has occurred.'));
  };
}
