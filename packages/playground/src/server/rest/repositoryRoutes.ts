import type { Router } from 'express';
import { HttpError, notFound } from '../httpError';
import { renderRepository } from '../render/repositories';
import { repositoryApiUrl, repositoryPageUrl } from '../render/site';
import {
  answer,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

function renderBranch(
  { site, repository }: RepositoryRequest,
  name: string,
  sha: string,
) {
  return {
    name,
    commit: {
      sha,
      url: `${repositoryApiUrl(site, repository)}/commits/${sha}`,
    },
    protected: name === repository.profile.defaultBranch,
  };
}

function listBranches(request: RepositoryRequest) {
  const branches = [...request.repository.branches].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return request
    .page(branches)
    .map(([name, sha]) => renderBranch(request, name, sha));
}

function getBranch(request: RepositoryRequest) {
  const { site, repository, req } = request;
  const sha = repository.branches.get(req.params.branch);
  if (!sha) throw new HttpError(404, 'Branch not found');
  const self = `${repositoryApiUrl(site, repository)}/branches/${
    req.params.branch
  }`;
  const html = `${repositoryPageUrl(site, repository)}/tree/${
    req.params.branch
  }`;
  return {
    ...renderBranch(request, req.params.branch, sha),
    _links: { self, html },
  };
}

/** Features that this company never bought or switched on answer as GitHub does then. */
const SWITCHED_OFF: readonly {
  tail: string;
  status: number;
  message: string;
}[] = [
  {
    tail: '/code-scanning/alerts',
    status: 403,
    message: 'Code scanning is not enabled for this repository.',
  },
  {
    tail: '/dependabot/alerts',
    status: 403,
    message: 'Dependabot alerts are disabled for this repository.',
  },
  {
    tail: '/secret-scanning/alerts',
    status: 404,
    message: 'Secret scanning is disabled on this repository.',
  },
];

export function addRepositoryRoutes(
  router: Router,
  context: RestContext,
): void {
  router.get(
    repositoryPaths(''),
    answer(context, ({ site, repository }) =>
      renderRepository(site, repository),
    ),
  );
  router.get(repositoryPaths('/branches'), answer(context, listBranches));
  router.get(
    repositoryPaths('/branches/:branch(*)'),
    answer(context, getBranch),
  );
  for (const { tail, status, message } of SWITCHED_OFF) {
    router.get(
      repositoryPaths(tail),
      answer(context, () => {
        throw new HttpError(status, message);
      }),
    );
  }
  router.use(() => {
    throw notFound();
  });
}
