import type { Request, Router } from 'express';
import { HttpError } from '../server/httpError';
import { fromIso } from '../simulation/time';
import type { World } from '../simulation/world';
import { issuesOf } from './issues';
import { allProjects, organizationIdOf, targetsOf } from './projects';
import { renderIssue, renderProject, renderTarget } from './render';

const LARGEST_PAGE = 100;
const SMALLEST_PAGE = 10;

export function addSnykRoutes(router: Router, world: World): void {
  const { company } = world;
  const organization = organizationIdOf(company);
  const versioned = ['/orgs/:organization', '/orgs/:organization/*'];
  router.get(versioned, (req, _res, next) => {
    if (!/^\d{4}-\d{2}-\d{2}/.test(String(req.query.version)))
      throw new HttpError(400, 'parameter "version" in query has an error');
    if (req.params.organization !== organization) throw notFound();
    next();
  });
  router.get('/orgs/:organization', (_req, res) => {
    const { login: slug, name } = company;
    const attributes = { name, slug, is_personal: false };
    res.json(documentOf({ id: organization, type: 'org', attributes }));
  });
  router.get('/orgs/:organization/targets', (req, res) => {
    const start = String(req.query.display_name ?? '');
    const found = targetsOf(company)
      .filter(({ name }) => name.startsWith(start))
      .map(target => renderTarget(organization, target));
    res.json(pageOf(req, found));
  });
  router.get('/orgs/:organization/targets/:id', (req, res) => {
    const found = targetsOf(company).find(({ id }) => id === req.params.id);
    if (!found) throw notFound();
    res.json(documentOf(renderTarget(organization, found)));
  });
  router.get('/orgs/:organization/projects', (req, res) => {
    const isTargetExpanded = req.query.expand === 'target';
    const found = listProjects(world, req).map(project =>
      renderProject(organization, project, { isTargetExpanded }),
    );
    res.json(pageOf(req, found));
  });
  router.get('/orgs/:organization/projects/:id', (req, res) => {
    const found = allProjects(company).find(({ id }) => id === req.params.id);
    if (!found) throw notFound();
    const options = { isTargetExpanded: false };
    res.json(documentOf(renderProject(organization, found, options)));
  });
  router.get('/orgs/:organization/issues', (req, res) => {
    const found = listIssues(world, req).map(issue =>
      renderIssue(organization, issue),
    );
    res.json(pageOf(req, found));
  });
}

function notFound(): HttpError {
  return new HttpError(404, 'Not Found');
}

function listProjects({ company }: World, req: Request) {
  const { target_id: target, ids } = req.query;
  const wanted = ids === undefined ? undefined : String(ids).split(',');
  return allProjects(company).filter(
    project =>
      (target === undefined || project.target.id === target) &&
      (!wanted || wanted.includes(project.id)),
  );
}

/** Those of the project, the status and the time of the last change asked for. */
function listIssues(world: World, req: Request) {
  const { query } = req;
  const project = query['scan_item.id'];
  const statuses = query.status && String(query.status).split(',');
  const after = instantOf(query.updated_after, -Infinity);
  const before = instantOf(query.updated_before, Infinity);
  return allProjects(world.company)
    .filter(({ id }) => project === undefined || id === project)
    .flatMap(each => issuesOf(world, each))
    .filter(({ updatedAt }) => updatedAt > after && updatedAt < before)
    .filter(
      ({ resolvedAt }) =>
        !statuses ||
        statuses.includes(resolvedAt === undefined ? 'open' : 'resolved'),
    );
}

function instantOf(text: unknown, otherwise: number): number {
  if (text === undefined) return otherwise;
  const instant = fromIso(String(text));
  if (Number.isNaN(instant))
    throw new HttpError(400, 'a date-time in query has an error');
  return instant;
}

function documentOf(data: object) {
  return { jsonapi: { version: '1.0' }, data, links: {} };
}

/** By id, as the list goes on behind an id and not at a position. */
function pageOf(req: Request, all: readonly { readonly id: string }[]) {
  const limit = Number(req.query.limit ?? SMALLEST_PAGE);
  if (!(limit >= SMALLEST_PAGE && limit <= LARGEST_PAGE && limit % 10 === 0))
    throw new HttpError(400, 'parameter "limit" in query has an error');
  const after = idAfter(req.query.starting_after);
  const remaining = [...all]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .filter(({ id }) => id > after);
  const data = remaining.slice(0, limit);
  const self = linkOf(req);
  const last = data.at(-1);
  return {
    jsonapi: { version: '1.0' },
    data,
    links: {
      self,
      ...(last &&
        data.length < remaining.length && {
          next: linkOf(req, cursorOf(last.id)),
        }),
    },
  };
}

function cursorOf(id: string): string {
  return `v1.${Buffer.from(JSON.stringify({ id })).toString('base64url')}`;
}

function idAfter(cursor: unknown): string {
  if (cursor === undefined) return '';
  try {
    const text = String(cursor).replace(/^v1\./, '');
    return String(JSON.parse(Buffer.from(text, 'base64url').toString()).id);
  } catch {
    throw new HttpError(400, 'parameter "starting_after" has an error');
  }
}

/** Snyk's links have no origin. */
function linkOf(req: Request, cursor?: string): string {
  const query = new URLSearchParams(req.query as Record<string, string>);
  if (cursor) query.set('starting_after', cursor);
  return `/rest${req.path}?${query}`;
}
