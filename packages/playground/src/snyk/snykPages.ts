import { Router } from 'express';
import { page } from '../server/pages';
import type { World } from '../simulation/world';
import { issuesOf } from './issues';
import { allProjects } from './projects';

/** What a link to an issue opens: the project that it is in. */
export function createSnykPages(world: World): Router {
  const router = Router();
  router.get('/org/:slug/project/:id', (req, res, next) => {
    const project = allProjects(world.company).find(
      ({ id }) => id === req.params.id,
    );
    if (!project || req.params.slug !== world.company.login) next();
    else
      res.send(
        page(
          project.name,
          issuesOf(world, project)
            .filter(({ resolvedAt }) => resolvedAt === undefined)
            .map(({ severity, title, key }) => `${severity}: ${title} ${key}`),
        ),
      );
  });
  return router;
}
