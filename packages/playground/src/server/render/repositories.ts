import { githubIssuesOf } from '../../simulation/githubIssuesOf';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderOrganization } from './users';

const TEMPLATES: Record<string, string> = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** What other objects embed. */
export function renderMinimalRepository(
  site: Site,
  repository: RepositorySimulation,
) {
  const url = repositoryApiUrl(site, repository);
  const page = repositoryPageUrl(site, repository);
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.profile.name,
    full_name: repository.slug,
    private: true,
    owner: renderOrganization(site, repository.company.login),
    html_url: page,
    description: repository.profile.description,
    fork: false,
    url,
    ...Object.fromEntries(
      Object.entries(TEMPLATES).map(([key, template]) => [key, url + template]),
    ),
  };
}

export function renderRepository(site: Site, repository: RepositorySimulation) {
  const page = repositoryPageUrl(site, repository);
  const openIssues =
    githubIssuesOf(repository).filter(issue => issue.closedAt === undefined)
      .length +
    repository.pullRequests.filter(
      pullRequest => pullRequest.closedAt === undefined,
    ).length;
  const pushedAt = toIso(
    repository.graph.commits[repository.graph.commits.length - 1].committedAt,
  );
  return {
    ...renderMinimalRepository(site, repository),
    git_url: `git:${page.split(':').slice(1).join(':')}.git`,
    ssh_url: `git@${new URL(page).hostname}:${repository.slug}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: repository.profile.language,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: repository.graph.commits.length,
    default_branch: repository.profile.defaultBranch,
    open_issues_count: openIssues,
    is_template: false,
    topics: [],
    has_issues: repository.profile.tracker === 'github',
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: 'private',
    pushed_at: pushedAt,
    created_at: toIso(repository.start),
    updated_at: pushedAt,
    permissions: {
      admin: false,
      maintain: false,
      push: false,
      triage: false,
      pull: true,
    },
    subscribers_count: 0,
    network_count: 0,
    license: null,
    forks: 0,
    open_issues: openIssues,
    watchers: 0,
  };
}
