import type { GraphQLResolveInfo } from 'graphql';
import { githubIssuesOf } from '../../simulation/githubIssuesOf';
import type { PullRequest, Issue } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { fromIso, toIso } from '../../simulation/time';
import { nodeId, repositoryPageUrl, type Site } from '../render/site';
import { renderOrganization } from '../render/users';
import { resolveRevision } from '../revisions';
import { viewCommit } from './commitViews';
import { connection, type ConnectionArguments } from './connection';
import { viewDeployment, viewRelease } from './deploymentViews';
import type { View } from './view';
import { viewIssue } from './issueViews';
import { viewPullRequest } from './pullRequestViews';

export function viewRef(
  site: Site,
  repository: RepositorySimulation,
  ref: { name: string; sha: string },
) {
  const [, kind, ...rest] = ref.name.split('/');
  const commit = () =>
    viewCommit(site, repository, repository.graph.get(ref.sha));
  return {
    __typename: 'Ref',
    id: nodeId('REF', repository.id, ref.name),
    name: rest.join('/'),
    prefix: `refs/${kind}/`,
    target: commit,
    repository: () => viewRepository(site, repository),
    associatedPullRequests: connection(
      repository.pullRequests.filter(item => item.branch === rest.join('/')),
      item => viewPullRequest(site, repository, item),
    ),
  };
}

interface ListArguments extends ConnectionArguments {
  readonly orderBy?: {
    readonly field: string;
    readonly direction: 'ASC' | 'DESC';
  } | null;
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly environments?: readonly string[] | null;
  readonly refPrefix?: string;
  readonly query?: string | null;
  readonly filterBy?: { readonly since?: string | null } | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
}

type Resolve = (
  args: ListArguments,
  context: unknown,
  info: GraphQLResolveInfo,
) => unknown;

interface Dated {
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt?: number;
}

/** GitHub's lists are in order of creation unless asked otherwise. */
function orderOf<T extends Dated>(args: ListArguments) {
  const isUpdated = args.orderBy?.field === 'UPDATED_AT';
  return {
    direction: args.orderBy?.direction ?? ('ASC' as const),
    positionOf: (item: T): readonly [number, number] => [
      (isUpdated ? item.updatedAt : undefined) ?? item.createdAt,
      item.id,
    ],
  };
}

function stateOf(item: PullRequest | Issue): string {
  if ('mergedAt' in item && item.mergedAt !== undefined) return 'MERGED';
  return item.closedAt === undefined ? 'OPEN' : 'CLOSED';
}

function listsOf(
  site: Site,
  repository: RepositorySimulation,
): Record<string, Resolve> {
  return {
    pullRequests: (args, context, info) => {
      const items = repository.pullRequests.filter(
        item =>
          (!args.states || args.states.includes(stateOf(item))) &&
          (!args.labels ||
            args.labels.some(label => item.labels.includes(label))) &&
          (!args.headRefName || item.branch === args.headRefName) &&
          (!args.baseRefName ||
            repository.profile.defaultBranch === args.baseRefName),
      );
      return connection(
        items,
        item => viewPullRequest(site, repository, item),
        orderOf(args),
      )(args, context, info);
    },
    issues: (args, context, info) => {
      const since = args.filterBy?.since;
      const items = githubIssuesOf(repository).filter(
        item =>
          (!args.states || args.states.includes(stateOf(item))) &&
          (!args.labels ||
            args.labels.some(label => item.labels.includes(label))) &&
          (!since || item.updatedAt >= fromIso(since)),
      );
      return connection(
        items,
        item => viewIssue(site, repository, item),
        orderOf(args),
      )(args, context, info);
    },
    deployments: (args, context, info) => {
      const items = repository.deployments.filter(
        item =>
          !args.environments || args.environments.includes(item.environment),
      );
      return connection(
        items,
        item => viewDeployment(site, repository, item),
        orderOf(args),
      )(args, context, info);
    },
    releases: (args, context, info) =>
      connection(
        repository.releases,
        item => viewRelease(site, repository, item),
        {
          direction: args.orderBy?.direction ?? 'DESC',
          positionOf: item => [item.publishedAt, item.id],
        },
      )(args, context, info),
    refs: (args, context, info) => {
      const isTags = args.refPrefix?.startsWith('refs/tags') ?? false;
      const named = isTags
        ? repository.releases.map(({ tag, sha }) => ({
            name: `refs/tags/${tag}`,
            sha,
          }))
        : [...repository.branches].map(([name, sha]) => ({
            name: `refs/heads/${name}`,
            sha,
          }));
      const items = args.query
        ? named.filter(({ name }) => name.includes(args.query!))
        : named;
      const direction = args.orderBy?.direction ?? 'ASC';
      const ordered = direction === 'DESC' ? items.reverse() : items;
      return connection(ordered, item => viewRef(site, repository, item))(
        args,
        context,
        info,
      );
    },
  };
}

export function viewOrganization(
  site: Site,
  repository: RepositorySimulation,
): View {
  const owner = renderOrganization(site, repository.company.login);
  return {
    __typename: 'Organization',
    id: owner.node_id,
    login: owner.login,
    url: owner.html_url,
  };
}

export function viewRepository(
  site: Site,
  repository: RepositorySimulation,
): View {
  const url = repositoryPageUrl(site, repository);
  const { defaultBranch } = repository.profile;
  const newest = repository.graph.commits[repository.graph.commits.length - 1];
  const object = ({
    expression,
    oid,
  }: {
    expression?: string | null;
    oid?: string | null;
  }) => {
    const commit = resolveRevision(repository, oid ?? expression ?? 'HEAD');
    return commit ? viewCommit(site, repository, commit) : null;
  };
  const ref = ({ qualifiedName }: { qualifiedName: string }) => {
    const plain = qualifiedName
      .replace(/^refs\//, '')
      .replace(/^(heads|tags)\//, '');
    const branch = repository.branches.get(plain);
    if (branch)
      return viewRef(site, repository, {
        name: `refs/heads/${plain}`,
        sha: branch,
      });
    const release = repository.releases.find(({ tag }) => tag === plain);
    return release
      ? viewRef(site, repository, {
          name: `refs/tags/${plain}`,
          sha: release.sha,
        })
      : null;
  };
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.profile.name,
    nameWithOwner: repository.slug,
    description: repository.profile.description,
    url,
    resourcePath: new URL(url).pathname,
    owner: viewOrganization(site, repository),
    isArchived: false,
    isDisabled: false,
    isFork: false,
    isEmpty: false,
    isPrivate: true,
    hasIssuesEnabled: repository.profile.tracker === 'github',
    visibility: 'PRIVATE',
    createdAt: toIso(repository.start),
    pushedAt: toIso(newest.committedAt),
    updatedAt: toIso(newest.committedAt),
    primaryLanguage: {
      name: repository.profile.language,
      id: nodeId('LANG', repository.profile.language),
    },
    defaultBranchRef: () =>
      viewRef(site, repository, {
        name: `refs/heads/${defaultBranch}`,
        sha: repository.head,
      }),
    object,
    ref,
    pullRequest: ({ number }: { number: number }) => {
      const item = repository.findPullRequest(number);
      return item ? viewPullRequest(site, repository, item) : null;
    },
    issue: ({ number }: { number: number }) => {
      const item = githubIssuesOf(repository).find(
        candidate => candidate.number === number,
      );
      return item ? viewIssue(site, repository, item) : null;
    },
    latestRelease: () => {
      const last = repository.releases[repository.releases.length - 1];
      return last ? viewRelease(site, repository, last) : null;
    },
    ...listsOf(site, repository),
  };
}
