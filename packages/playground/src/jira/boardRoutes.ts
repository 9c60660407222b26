import type { Request, Router } from 'express';
import { HttpError } from '../server/httpError';
import type { World } from '../simulation/world';
import { jiraSiteOf, type JiraContext } from './jiraContext';
import { projectsOf, type JiraProject } from './projects';
import { renderBoard, renderBoardConfiguration, renderSprint } from './render';
import { sprintsOf, sprintStateOf } from './sprints';

const LARGEST_PAGE = 50;

export function addBoardRoutes(router: Router, { world }: JiraContext): void {
  const agile = '/rest/agile/1.0';
  router.get(`${agile}/board`, (req, res) => {
    const key = req.query.projectKeyOrId;
    const projects = projectsOf(world.company).filter(
      project => !key || [project.key, project.id].includes(String(key)),
    );
    if (projects.length === 0)
      throw new HttpError(400, `No project could be found with key '${key}'.`);
    const boards = projects.map(each => renderBoard(jiraSiteOf(req), each));
    res.json({ ...pageOf(req, boards), total: boards.length });
  });
  router.get(`${agile}/board/:board(\\d+)`, (req, res) => {
    res.json(renderBoard(jiraSiteOf(req), findProject(world, req)));
  });
  router.get(`${agile}/board/:board(\\d+)/configuration`, (req, res) => {
    res.json(
      renderBoardConfiguration(jiraSiteOf(req), findProject(world, req)),
    );
  });
  router.get(`${agile}/board/:board(\\d+)/sprint`, (req, res) => {
    res.json(listSprints(world, req));
  });
  router.get(`${agile}/sprint/:sprint(\\d+)`, (req, res) => {
    const sprint = projectsOf(world.company)
      .flatMap(project => sprintsOfWorld(world, project))
      .find(({ id }) => id === Number(req.params.sprint));
    if (!sprint) throw new HttpError(404, 'The sprint does not exist.');
    res.json(renderSprint(jiraSiteOf(req), sprint, world.until));
  });
}

function listSprints(world: World, req: Request) {
  const project = findProject(world, req);
  if (project.board.type === 'kanban')
    throw new HttpError(400, 'The board does not support sprints.');
  const now = world.until;
  const states = String(req.query.state ?? 'closed,active,future').split(',');
  const sprints = sprintsOfWorld(world, project).filter(sprint =>
    states.includes(sprintStateOf(sprint, now)),
  );
  const site = jiraSiteOf(req);
  const page = pageOf(req, sprints);
  return {
    ...page,
    values: page.values.map(sprint => renderSprint(site, sprint, now)),
  };
}

function sprintsOfWorld(world: World, project: JiraProject) {
  return sprintsOf(project, { start: world.start, now: world.until });
}

function findProject(world: World, req: Request): JiraProject {
  const project = projectsOf(world.company).find(
    ({ board }) => board.id === Number(req.params.board),
  );
  if (!project) throw new HttpError(404, 'The board does not exist.');
  return project;
}

function pageOf<T>(req: Request, all: readonly T[]) {
  const startAt = Number(req.query.startAt ?? 0);
  const maxResults = Math.min(
    Number(req.query.maxResults ?? LARGEST_PAGE),
    LARGEST_PAGE,
  );
  const end = startAt + maxResults;
  return {
    maxResults,
    startAt,
    isLast: end >= all.length,
    values: all.slice(startAt, end),
  };
}
