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
  router.use(() => {
    throw notFound();
  });
}
