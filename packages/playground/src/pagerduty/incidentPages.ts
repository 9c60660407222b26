import { Router } from 'express';
import { page } from '../server/pages';
import { toIso } from '../simulation/time';
import type { World } from '../simulation/world';
import { allIncidents } from './incidents';

/** What a link to an incident opens. */
export function createIncidentPages(world: World): Router {
  const router = Router();
  router.get('/pages/incidents/:id', (req, res, next) => {
    const incident = allIncidents(world).find(({ id }) => id === req.params.id);
    if (!incident) next();
    else
      res.send(
        page(`[#${incident.number}] ${incident.title}`, [
          `${incident.service.name}: ${incident.status}`,
          ...incident.log.map(({ type, at }) => `${toIso(at)} ${type}`),
        ]),
      );
  });
  return router;
}
