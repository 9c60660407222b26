import { GraphQLError } from 'graphql';
import { githubIssuesOf } from '../../simulation/githubIssuesOf';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import type { World } from '../../simulation/world';
import { readNodeId, type Site } from '../render/site';
import { viewActor } from './actorViews';
import { viewCommit } from './commitViews';
import { viewDeployment, viewRelease } from './deploymentViews';
import { viewIssue } from './issueViews';
import { viewPullRequest } from './pullRequestViews';
import { viewRepository } from './repositoryViews';

function unresolved(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } });
}

type View = (
  site: Site,
  repository: RepositorySimulation,
  key: string,
) => unknown;

const VIEWS: Record<string, View> = {
  R: (site, repository) => viewRepository(site, repository),
  C: (site, repository, key) => {
    const commit = repository.graph.find(key);
    return commit && viewCommit(site, repository, commit);
  },
  PR: (site, repository, key) => {
    const item = repository.findPullRequest(Number(key));
    return item && viewPullRequest(site, repository, item);
  },
  I: (site, repository, key) => {
    const item = githubIssuesOf(repository).find(
      ({ number }) => number === Number(key),
    );
    return item && viewIssue(site, repository, item);
  },
  DE: (site, repository, key) => {
    const item = repository.deployments.find(({ id }) => id === Number(key));
    return item && viewDeployment(site, repository, item);
  },
  RE: (site, repository, key) => {
    const item = repository.releases.find(({ id }) => id === Number(key));
    return item && viewRelease(site, repository, item);
  },
};

/** The entry points of a query; every other field is a property of what they return. */
export function createRoot(options: {
  world: World;
  site: Site;
  rateLimit: object;
}) {
  const { world, site } = options;
  const node = ({ id }: { id: string }) => {
    const { kind, keys } = readNodeId(id);
    const repository =
      kind in VIEWS ? world.repositoryById(Number(keys[0])) : undefined;
    const view = repository && VIEWS[kind](site, repository, keys[1]);
    if (!view)
      throw unresolved(
        `Could not resolve to a node with the global id of '${id}'`,
      );
    return view;
  };
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository =
        owner === world.company.login ? world.repository(name) : undefined;
      if (!repository)
        throw unresolved(
          `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        );
      return viewRepository(site, repository);
    },
    node,
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map(id => node({ id })),
    viewer: () => viewActor(site, world.company.people[0]),
    rateLimit: options.rateLimit,
  };
}
