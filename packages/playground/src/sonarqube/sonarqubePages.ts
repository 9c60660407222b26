import { Router, type Request } from 'express';
import { page } from '../server/pages';
import type { World } from '../simulation/world';
import { inspect, type Inspection } from './inspection';
import { projectsOf } from './projects';

/** What a link to a project, an issue or a hotspot opens. */
export function createSonarqubePages(world: World): Router {
  const router = Router();
  const find = (req: Request): Inspection | undefined => {
    const project = projectsOf(world.company).find(
      ({ key }) => key === req.query.id,
    );
    return project && inspect(world, project);
  };
  router.get('/dashboard', (req, res, next) => {
    const found = find(req);
    if (!found) next();
    else
      res.send(
        page(found.project.name, [
          `${found.issues.length} issues`,
          `${found.hotspots.length} security hotspots`,
          ...Object.entries(found.analyses.at(-1)?.measures ?? {}).map(
            ([metric, value]) => `${metric}: ${value}`,
          ),
        ]),
      );
  });
  router.get(['/project/issues', '/security_hotspots'], (req, res, next) => {
    const found = find(req);
    const key = req.query.issues ?? req.query.hotspots;
    const finding = [...(found?.issues ?? []), ...(found?.hotspots ?? [])].find(
      each => each.key === key,
    );
    if (!finding) next();
    else
      res.send(
        page(finding.rule.message, [
          `${finding.project.name}: ${finding.status}`,
          `${finding.path}:${finding.line}`,
          finding.ruleKey,
        ]),
      );
  });
  return router;
}
