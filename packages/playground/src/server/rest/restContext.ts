import type { Request, RequestHandler, Response } from 'express';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import type { World } from '../../simulation/world';
import { notFound } from '../httpError';
import { takePage, type PageRequest } from '../paging';
import type { RateLimits } from '../rateLimits';
import type { Site } from '../render/site';
import { sendJson } from '../respond';

export interface RestContext {
  readonly world: World;
  readonly limits: RateLimits;
}

/** One request about one repository. */
export interface RepositoryRequest {
  readonly req: Request;
  readonly res: Response;
  readonly site: Site;
  readonly repository: RepositorySimulation;
  /** One page of these, with its links. */
  page<T>(items: readonly T[], page?: PageRequest): T[];
}

export function siteOf(req: Request): Site {
  return { origin: `${req.protocol}://${req.get('host')}` };
}

/** Answers with what `render` returns. */
export function answer(
  context: RestContext,
  render: (request: RepositoryRequest) => unknown,
): RequestHandler {
  return (req, res) => {
    const repository = findRepository(context.world, req);
    // GitHub's links name the repository by its id.
    const tail = req.path
      .split('/')
      .slice(req.params.id === undefined ? 4 : 3)
      .join('/');
    const linkPath = `/repositories/${repository.id}${tail ? `/${tail}` : ''}`;
    const body = render({
      req,
      res,
      repository,
      site: siteOf(req),
      page: (items, page) => takePage(req, res, { items, linkPath, page }),
    });
    sendJson(req, res, { body, limits: context.limits });
  };
}

function findRepository(world: World, req: Request): RepositorySimulation {
  const { owner, repo, id } = req.params;
  if (id === undefined && owner.toLowerCase() !== world.company.login) {
    throw notFound();
  }
  const repository =
    id === undefined
      ? world.repository(repo)
      : world.repositoryById(Number(id));
  if (!repository) throw notFound();
  return repository;
}

/** A query parameter given once as text. */
export function readText(req: Request, name: string): string | undefined {
  const value = req.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Both spellings of a repository's address. */
export function repositoryPaths(tail: string): string[] {
  return [`/repos/:owner/:repo${tail}`, `/repositories/:id(\\d+)${tail}`];
}
