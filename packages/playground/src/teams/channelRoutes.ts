import type { Request, Router } from 'express';
import type { World } from '../simulation/world';
import { channelsOf, type TeamsChannel } from './channels';
import { GraphError } from './GraphError';
import { renderChannel } from './render';
import { PLAYGROUND_TEAMS } from './tenant';

const PAGE_SIZE = 20;
const TEAMS: readonly string[] = [
  PLAYGROUND_TEAMS.operations,
  PLAYGROUND_TEAMS.discovery,
];

export function addChannelRoutes(router: Router, world: World): void {
  router.get('/teams/:team/channels', (req, res) => {
    const channels = channelsOfTeam(world, req);
    const start = Number(req.query.$skiptoken ?? 0);
    const end = start + PAGE_SIZE;
    const next = new URL(req.originalUrl, originOf(req));
    next.searchParams.set('$skiptoken', String(end));
    res.json({
      '@odata.context': `${originOf(req)}${req.baseUrl}/$metadata#channels`,
      '@odata.count': Math.min(PAGE_SIZE, channels.length - start),
      value: channels
        .slice(start, end)
        .map(channel => renderChannel(channel, viewOf(req))),
      ...(end < channels.length && { '@odata.nextLink': next.href }),
    });
  });
  router.get('/teams/:team/channels/:id', (req, res) => {
    const channel = channelsOfTeam(world, req).find(
      ({ id }) => id === req.params.id,
    );
    if (!channel) throw notFound();
    res.json(renderChannel(channel, viewOf(req)));
  });
}

function channelsOfTeam(world: World, req: Request): TeamsChannel[] {
  const { team } = req.params;
  if (!TEAMS.includes(team)) throw notFound();
  return channelsOf(world, team);
}

function viewOf(req: Request) {
  const { $select: select } = req.query;
  return {
    baseUrl: `${originOf(req)}${req.baseUrl.replace(/\/graph\/v1\.0$/, '')}`,
    ...(typeof select === 'string' && { fields: select.split(',') }),
  };
}

function originOf(req: Request): string {
  return `${req.protocol}://${req.get('host')}`;
}

function notFound(): GraphError {
  return new GraphError(404, 'NotFound', 'No team or channel was found.');
}
