import { hash } from 'node:crypto';
import { join } from 'node:path';
import {
  Router,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import type { AppOptions } from '../server/createApp';
import { createFaults } from '../server/faults';
import { BareRepository } from './BareRepository';
import { runHttpBackend } from './runHttpBackend';

/** The company's plain Git server: public, read-only, and with nothing but repositories. */
export function createGitRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'log'> & {
    /** Where its repositories are kept. */
    readonly directory: string;
  },
): Router {
  const { world, seed, faults = [], log = console.error } = options;
  // Another world's repositories are others, whatever they are called.
  const name = hash('sha256', `${seed} ${world.start}`).slice(0, 12);
  const directory = join(options.directory, name);
  const repositories = new Map<string, Promise<BareRepository>>();
  const open = (repository: string) => {
    const known =
      repositories.get(repository) ??
      BareRepository.open(join(directory, `${repository}.git`));
    repositories.set(repository, known);
    return known;
  };

  const router = Router();
  router.use(createFaults({ seed: `${seed} git`, faults }));
  router.all(
    /^\/([\w-]+)\.git\/(info\/refs|git-upload-pack)$/,
    (req, res, next) => {
      const simulation = world.gitRepository(req.params[0]);
      if (!simulation) {
        next();
        return;
      }
      open(req.params[0])
        .then(repository => repository.update(simulation))
        .then(() =>
          runHttpBackend({
            directory,
            request: req,
            path: req.path,
            query: new URL(req.url, 'http://localhost').search.slice(1),
          }),
        )
        .then(({ status, headers, body }) =>
          res.status(status).set(headers).send(body),
        )
        .catch(next);
    },
  );
  router.use((_req, res) => {
    res.status(404).type('text/plain').send('Not found');
  });
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(
    (error: unknown, _req: Request, res: Response, next: NextFunction) => {
      log(
        error instanceof Error ? error.stack ?? error.message : String(error),
      );
      if (res.headersSent) next(error);
      else res.status(500).type('text/plain').send('Internal error');
    },
  );
  return router;
}
