import type { Request, Router } from 'express';
import { HttpError } from '../server/httpError';
import { fromIso } from '../simulation/time';
import type { World } from '../simulation/world';
import {
  inspect,
  inspectAll,
  type Inspection,
  type KnownHotspot,
  type KnownIssue,
} from './inspection';
import { projectsOf } from './projects';
import {
  renderFile,
  renderHotspot,
  renderHotspotDetails,
  renderInstant,
  renderIssue,
  renderProject,
} from './render';

const LONGEST_LIST = 10_000;
const LARGEST_PAGE = 500;
const LARGEST_HISTORY_PAGE = 1_000;

/** The parts of the Web API that are read. */
export function addRoutes(router: Router, world: World): void {
  router.get('/api/components/show', (req, res) => {
    const { project, analyses } = find(world, textOf(req, 'component'));
    const last = analyses.at(-1);
    const component = {
      ...renderProject(project),
      visibility: 'private',
      ...(last && { analysisDate: renderInstant(last.at) }),
      tags: [],
    };
    res.json({ component, ancestors: [] });
  });
  router.get('/api/components/search_projects', (req, res) => {
    const { paging, items } = pageOf(req, searchProjects(world, req));
    res.json({ paging, components: items, facets: [] });
  });
  router.get('/api/issues/search', (req, res) => {
    const { paging, items } = pageOf(req, searchIssues(world, req));
    res.json({
      total: paging.total,
      p: paging.pageIndex,
      ps: paging.pageSize,
      paging,
      effortTotal: items.reduce((sum, { rule }) => sum + rule.minutes, 0),
      issues: items.map(renderIssue),
      components: componentsOf(items),
      facets: [],
    });
  });
  router.get('/api/hotspots/search', (req, res) => {
    const { paging, items } = pageOf(req, searchHotspots(world, req));
    const hotspots = items.map(renderHotspot);
    res.json({ paging, hotspots, components: componentsOf(items) });
  });
  router.get('/api/hotspots/show', (req, res) => {
    const key = textOf(req, 'hotspot');
    const hotspot = inspectAll(world)
      .flatMap(({ hotspots }) => hotspots)
      .find(each => each.key === key);
    if (!hotspot) throw new HttpError(404, `Hotspot '${key}' does not exist`);
    res.json(renderHotspotDetails(hotspot));
  });
  router.get('/api/measures/search_history', (req, res) => {
    res.json(searchHistory(find(world, textOf(req, 'component')), req));
  });
}

function find(world: World, key: string): Inspection {
  const project = projectsOf(world.company).find(each => each.key === key);
  if (!project) throw new HttpError(404, `Component key '${key}' not found`);
  return inspect(world, project);
}

/** By the last analysis, as that is the one order that is read. */
function searchProjects(world: World, req: Request) {
  const direction = req.query.asc === 'false' ? -1 : 1;
  const isDated = req.query.f === 'analysisDate';
  return inspectAll(world)
    .map(({ project, analyses }) => ({ project, at: analyses.at(-1)?.at ?? 0 }))
    .sort((left, right) => direction * (left.at - right.at))
    .map(({ project, at }) => ({
      key: project.key,
      name: project.name,
      qualifier: 'TRK',
      isFavorite: false,
      tags: [],
      visibility: 'private',
      ...(isDated && at > 0 && { analysisDate: renderInstant(at) }),
    }));
}

const ORDERS: Readonly<Record<string, (issue: KnownIssue) => number>> = {
  CREATION_DATE: ({ createdAt }) => createdAt,
  UPDATE_DATE: ({ updatedAt }) => updatedAt,
};

/** A project that there is none of has no issues; SonarQube says nothing else. */
function searchIssues(world: World, req: Request): KnownIssue[] {
  const { componentKeys, s, asc, types, severities, resolved } = req.query;
  const [after, before] = [req.query.createdAfter, req.query.createdBefore];
  const order = ORDERS[String(s ?? 'UPDATE_DATE')];
  if (!order) throw new HttpError(400, `Value of parameter 's' (${s})`);
  const keys = componentKeys ? String(componentKeys).split(',') : undefined;
  const direction = asc === 'false' ? -1 : 1;
  return inspectAll(world)
    .filter(({ project }) => !keys || keys.includes(project.key))
    .flatMap(({ issues }) => issues)
    .filter(
      ({ rule, resolution, createdAt }) =>
        (!types || types === rule.type) &&
        (!severities || severities === rule.severity) &&
        (!resolved || resolved === String(resolution !== undefined)) &&
        (!after || createdAt >= instantOf(after)) &&
        (!before || createdAt < instantOf(before)),
    )
    .sort(
      (left, right) =>
        direction * (order(left) - order(right)) ||
        (left.key < right.key ? -1 : 1),
    );
}

const PROBABILITIES = ['HIGH', 'MEDIUM', 'LOW'];

/** The most probable first, as in SonarQube. */
function searchHotspots(world: World, req: Request): KnownHotspot[] {
  const { status, resolution, hotspots: keys } = req.query;
  const among = keys
    ? inspectAll(world).flatMap(({ hotspots }) => hotspots)
    : find(world, textOf(req, 'projectKey')).hotspots;
  const rank = ({ rule }: KnownHotspot) =>
    PROBABILITIES.indexOf(rule.vulnerabilityProbability);
  return among
    .filter(
      hotspot =>
        (!keys || String(keys).split(',').includes(hotspot.key)) &&
        (!status || status === hotspot.status) &&
        (!resolution || resolution === hotspot.resolution),
    )
    .sort(
      (left, right) =>
        rank(left) - rank(right) || (left.key < right.key ? -1 : 1),
    );
}

/** The oldest first; an analysis without a value of a metric would stand there without one. */
function searchHistory({ analyses }: Inspection, req: Request) {
  const { from, to } = req.query;
  const { paging, items } = pageOf(
    req,
    analyses.filter(
      ({ at }) =>
        (!from || at >= instantOf(from)) && (!to || at <= instantOf(to)),
    ),
    { largest: LARGEST_HISTORY_PAGE, longest: Infinity },
  );
  const measures = textOf(req, 'metrics')
    .split(',')
    .map(metric => ({
      metric,
      history: items.map(({ at, measures: { [metric]: value } }) => {
        if (value === undefined)
          throw new HttpError(400, `Metrics ${metric} are not found`);
        return { date: renderInstant(at), value };
      }),
    }));
  return { paging, measures };
}

function componentsOf(items: readonly (KnownIssue | KnownHotspot)[]) {
  const components = new Map<string, object>(
    items.flatMap(({ project, path }) => {
      const file = renderFile(project.key, path);
      return [
        [project.key, renderProject(project)] as const,
        [file.key, file] as const,
      ];
    }),
  );
  return [...components.values()];
}

function pageOf<T>(
  req: Request,
  all: readonly T[],
  { largest = LARGEST_PAGE, longest = LONGEST_LIST } = {},
) {
  const pageIndex = Number(req.query.p ?? 1);
  const pageSize = Number(req.query.ps ?? 100);
  if (!(pageIndex >= 1 && pageSize >= 1 && pageSize <= largest))
    throw new HttpError(400, `'ps' value (${pageSize}) must be in range`);
  if (pageIndex * pageSize > longest)
    throw new HttpError(400, `Can return only the first ${longest} results.`);
  const start = (pageIndex - 1) * pageSize;
  return {
    paging: { pageIndex, pageSize, total: all.length },
    items: all.slice(start, start + pageSize),
  };
}

function textOf(req: Request, name: string): string {
  const value = req.query[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new HttpError(400, `The '${name}' parameter is missing`);
}

/** SonarQube reads no zone but one without a colon. */
function instantOf(value: unknown): number {
  const text = String(value);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/.test(text))
    throw new HttpError(400, `'${text}' cannot be parsed as a date`);
  return fromIso(text);
}
