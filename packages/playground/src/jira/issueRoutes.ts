import type { Request, Router } from 'express';
import { HttpError } from '../server/httpError';
import { RepositorySimulation } from '../simulation/repositorySimulation';
import type { World } from '../simulation/world';
import { issuesOf, type JiraIssue } from './issues';
import { jiraSiteOf, type JiraContext } from './jiraContext';
import { parseJql, searchIssues, type JqlQuery } from './jql';
import { projectsOf, type JiraProject } from './projects';
import {
  filterIdOf,
  renderChange,
  renderFields,
  renderIssue,
  renderStatuses,
} from './render';

const DEFAULT_PAGE_SIZE = 50;
const LARGEST_PAGE = 100;
/** Of searches that ask for little of each issue. */
const LARGEST_SMALL_PAGE = 5_000;
const SMALL_FIELD_COUNT = 2;

export function addIssueRoutes(router: Router, context: JiraContext): void {
  const { world } = context;
  router.post('/rest/api/3/search/jql', (req, res) => {
    res.json(search(world, req));
  });
  router.post('/rest/api/3/changelog/bulkfetch', (req, res) => {
    res.json(fetchChangelogs(world, req));
  });
  router.get('/rest/api/3/field', (_req, res) => {
    res.json(renderFields());
  });
  router.get('/rest/api/3/status', (req, res) => {
    res.json(renderStatuses(jiraSiteOf(req)));
  });
}

/** What these questions may have; Jira refuses any other key. */
export const SEARCH_KEYS = [
  'expand',
  'fields',
  'fieldsByKeys',
  'jql',
  'maxResults',
  'nextPageToken',
  'properties',
  'reconcileIssues',
];
export const CHANGELOG_KEYS = [
  'fieldIds',
  'issueIdsOrKeys',
  'maxResults',
  'nextPageToken',
];

function refuseUnknownKeys(body: object, known: readonly string[]): void {
  const strange = Object.keys(body).find(key => !known.includes(key));
  if (strange) throw new HttpError(400, `Unrecognized field "${strange}"`);
}

function search(world: World, req: Request) {
  refuseUnknownKeys(req.body, SEARCH_KEYS);
  const { jql, fields = [], maxResults, nextPageToken } = req.body;
  const query = parseJql(String(jql));
  if (!query) throw new HttpError(400, `Error in the JQL query: ${jql}`);
  const all = candidatesOf(world, query);
  const found = searchIssues(all, query);
  const largest =
    fields.length <= SMALL_FIELD_COUNT ? LARGEST_SMALL_PAGE : LARGEST_PAGE;
  const size = Math.min(Number(maxResults ?? DEFAULT_PAGE_SIZE), largest);
  const start = readToken(nextPageToken);
  const end = start + size;
  const site = jiraSiteOf(req);
  return {
    issues: found.slice(start, end).map(issue =>
      renderIssue(site, {
        issue,
        fields,
        now: world.until,
        cause: all.find(({ id }) => id === issue.causedBy),
      }),
    ),
    isLast: end >= found.length,
    ...(end < found.length && { nextPageToken: writeToken(end) }),
  };
}

/** The issues of the projects that a search names; all of them must exist. */
function candidatesOf(world: World, query: JqlQuery): JiraIssue[] {
  const projects = projectsOf(world.company);
  const wanted = projects.filter(
    project =>
      query.projects.includes(project.key) ||
      query.filter === filterIdOf(project),
  );
  const known = wanted.map(({ key }) => key);
  const unknown = query.projects.find(key => !known.includes(key));
  if (unknown || wanted.length === 0) {
    throw new HttpError(
      400,
      `The value '${unknown ?? query.filter}' does not exist.`,
    );
  }
  const components = wanted.flatMap(({ repositories }) =>
    repositories.flatMap(repository =>
      repository.components.map(({ name }) => name.toLowerCase()),
    ),
  );
  const strange = query.components.find(
    name => !components.includes(name.toLowerCase()),
  );
  if (strange)
    throw new HttpError(400, `The value '${strange}' does not exist.`);
  return wanted.flatMap(project => issuesOf(world, project));
}

function fetchChangelogs(world: World, req: Request) {
  refuseUnknownKeys(req.body, CHANGELOG_KEYS);
  const { issueIdsOrKeys = [], fieldIds, maxResults, nextPageToken } = req.body;
  const wanted = new Set<string>(issueIdsOrKeys);
  const entries = projectsWith(world, issueIdsOrKeys)
    .flatMap(project => issuesOf(world, project))
    .filter(({ id, key }) => wanted.has(String(id)) || wanted.has(key))
    .flatMap(issue =>
      issue.changes.map(change => ({
        issue,
        change: renderChange(change, issue),
      })),
    )
    .filter(
      ({ change }) =>
        !fieldIds ||
        change.items.some(({ fieldId }) => fieldIds.includes(fieldId)),
    );
  const start = readToken(nextPageToken);
  const end = start + Number(maxResults ?? 1_000);
  const histories = new Map<number, (typeof entries)[number]['change'][]>();
  for (const { issue, change } of entries.slice(start, end))
    histories.set(issue.id, [...(histories.get(issue.id) ?? []), change]);
  return {
    issueChangeLogs: [...histories].map(([id, changeHistories]) => ({
      issueId: String(id),
      changeHistories,
    })),
    ...(end < entries.length && { nextPageToken: writeToken(end) }),
  };
}

/** The projects of these issues; the others need not be lived through. */
function projectsWith(
  world: World,
  idsOrKeys: readonly string[],
): JiraProject[] {
  const { company } = world;
  const repositories = new Set(
    idsOrKeys.map(id => {
      const position = RepositorySimulation.positionOf(Number(id));
      return company.repositories[Math.floor(position)];
    }),
  );
  const keys = new Set(idsOrKeys.map(key => key.split('-')[0]));
  return projectsOf(company).filter(
    project =>
      keys.has(project.key) ||
      project.repositories.some(repository => repositories.has(repository)),
  );
}

function writeToken(position: number): string {
  return Buffer.from(`at ${position}`).toString('base64url');
}

function readToken(token: unknown): number {
  if (typeof token !== 'string') return 0;
  const text = Buffer.from(token, 'base64url').toString();
  return Number(/^at (\d+)$/.exec(text)?.[1] ?? 0);
}
