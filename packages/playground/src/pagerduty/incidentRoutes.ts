import type { Request, Router } from 'express';
import { HttpError } from '../server/httpError';
import { DAY, fromIso } from '../simulation/time';
import type { World } from '../simulation/world';
import { allIncidents, type PagerdutyIncident } from './incidents';
import {
  renderIncident,
  renderLogEntry,
  renderService,
  type PagerdutySite,
} from './render';
import { servicesOf } from './services';

const LARGEST_PAGE = 100;
const LONGEST_LIST = 10_000;
const LONGEST_RANGE = 180 * DAY;
const USUAL_RANGE = 30 * DAY;

export function addIncidentRoutes(router: Router, world: World): void {
  router.get('/services/:id', (req, res) => {
    const service = servicesOf(world.company).find(
      ({ id }) => id === req.params.id,
    );
    if (!service) throw notFound();
    res.json({ service: renderService(siteOf(req), service) });
  });
  router.get('/incidents', (req, res) => {
    const { items, ...page } = pageOf(req, listIncidents(world, req));
    const site = siteOf(req);
    res.json({
      incidents: items.map(incident => renderIncident(site, incident)),
      ...page,
    });
  });
  router.get('/incidents/:id', (req, res) => {
    const incident = renderIncident(siteOf(req), findIncident(world, req));
    res.json({ incident });
  });
  router.get('/incidents/:id/log_entries', (req, res) => {
    res.json(listLogEntries(req, [findIncident(world, req)], world.until));
  });
  router.get('/log_entries', (req, res) => {
    res.json(listLogEntries(req, allIncidents(world), world.until));
  });
}

function siteOf(req: Request): PagerdutySite {
  return { baseUrl: `${req.protocol}://${req.get('host')}${req.baseUrl}` };
}

function notFound(): HttpError {
  return new HttpError(404, 'Not Found');
}

/** Express reads `service_ids[]` its own way, depending on how many there are. */
function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, 'http://localhost').searchParams;
}

function findIncident(world: World, req: Request): PagerdutyIncident {
  const incident = allIncidents(world).find(({ id }) => id === req.params.id);
  if (!incident) throw notFound();
  return incident;
}

/** Those of the services and statuses asked for that were created in the range, by their creation. */
function listIncidents(world: World, req: Request): PagerdutyIncident[] {
  const query = queryOf(req);
  const serviceIds = query.getAll('service_ids[]');
  const statuses = query.getAll('statuses[]');
  const isAll = query.get('date_range') === 'all';
  const { from, to } = rangeOf(query, { now: world.until, isAll });
  const found = allIncidents(world).filter(
    ({ service, status, log: [{ at }] }) =>
      (serviceIds.length === 0 || serviceIds.includes(service.id)) &&
      (statuses.length === 0 || statuses.includes(status)) &&
      (isAll || (at >= from && at < to)),
  );
  const direction = query.get('sort_by') === 'created_at:desc' ? -1 : 1;
  return found.sort(
    (left, right) =>
      direction *
      (left.log[0].at - right.log[0].at || left.number - right.number),
  );
}

function rangeOf(
  query: URLSearchParams,
  { now, isAll }: { now: number; isAll: boolean },
): { from: number; to: number } {
  const [since, until] = [query.get('since'), query.get('until')];
  const to = until ? fromIso(until) : now + 1;
  const from = since ? fromIso(since) : to - USUAL_RANGE;
  if (!isAll && !(to - from <= LONGEST_RANGE))
    throw new HttpError(400, 'The date range is longer than 6 months.');
  return { from, to };
}

/** What happened to some incidents, newest first. */
function listLogEntries(
  req: Request,
  incidents: readonly PagerdutyIncident[],
  now: number,
) {
  const query = queryOf(req);
  const [since, until] = [query.get('since'), query.get('until')];
  const from = since ? fromIso(since) : 0;
  const to = until ? fromIso(until) : now + 1;
  const entries = incidents
    .flatMap(incident => incident.log.map(entry => ({ incident, entry })))
    .filter(({ entry }) => entry.at >= from && entry.at < to)
    .sort((left, right) => right.entry.at - left.entry.at);
  const { items, ...page } = pageOf(req, entries);
  const site = siteOf(req);
  return {
    log_entries: items.map(item => renderLogEntry(site, item)),
    ...page,
  };
}

function pageOf<T>(req: Request, all: readonly T[]) {
  const query = queryOf(req);
  const offset = Number(query.get('offset') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? 25), LARGEST_PAGE);
  const end = offset + limit;
  if (!(end <= LONGEST_LIST))
    throw new HttpError(400, 'Offset and limit exceed 10000.');
  return {
    items: all.slice(offset, end),
    limit,
    offset,
    more: end < all.length,
    total: null,
  };
}
