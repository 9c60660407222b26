import { hash } from 'node:crypto';
import type { Issue, PullRequest } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

export function renderLabel(
  site: Site,
  repository: RepositorySimulation,
  name: string,
) {
  const digest = hash('sha1', name);
  return {
    id: parseInt(digest.slice(0, 7), 16),
    node_id: nodeId('LA', repository.id, name),
    url: `${repositoryApiUrl(site, repository)}/labels/${encodeURIComponent(
      name,
    )}`,
    name,
    color: digest.slice(0, 6),
    default: false,
    description: '',
  };
}

const REACTIONS = {
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
};

const ISSUE_TYPES: Readonly<Record<string, string>> = {
  enhancement: 'Feature',
  bug: 'Bug',
};

/** The company gives its larger kinds of work a type of GitHub's. */
export function issueTypeNameOf(issue: Issue): string | undefined {
  return issue.labels.flatMap(label => ISSUE_TYPES[label] ?? []).at(0);
}

function renderIssueType(issue: Issue) {
  const name = issueTypeNameOf(issue);
  if (!name) return null;
  const id = parseInt(hash('sha1', name).slice(0, 7), 16);
  return { id, node_id: nodeId('IT', id), name, description: null };
}

/** GitHub lists pull requests among the issues. */
export function renderIssue(
  site: Site,
  repository: RepositorySimulation,
  issue: Issue | PullRequest,
) {
  const api = repositoryApiUrl(site, repository);
  const page = repositoryPageUrl(site, repository);
  const url = `${api}/issues/${issue.number}`;
  const isPullRequest = 'branch' in issue;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${page}/${isPullRequest ? 'pull' : 'issues'}/${issue.number}`,
    id: issue.id,
    node_id: nodeId(isPullRequest ? 'PR' : 'I', repository.id, issue.number),
    number: issue.number,
    title: issue.title,
    user: renderUser(site, issue.author),
    labels: issue.labels.map(label => renderLabel(site, repository, label)),
    state: issue.closedAt === undefined ? 'open' : 'closed',
    state_reason:
      issue.closedAt === undefined || isPullRequest ? null : 'completed',
    locked: false,
    assignee: isPullRequest ? null : renderUser(site, issue.author),
    assignees: isPullRequest ? [] : [renderUser(site, issue.author)],
    ...(!isPullRequest && { type: renderIssueType(issue) }),
    milestone: null,
    comments: 0,
    created_at: toIso(issue.createdAt),
    updated_at: toIso(issue.updatedAt),
    closed_at: issue.closedAt === undefined ? null : toIso(issue.closedAt),
    author_association: 'MEMBER',
    active_lock_reason: null,
    body: issue.body || null,
    reactions: { url: `${url}/reactions`, ...REACTIONS },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    ...(isPullRequest && {
      draft: issue.isDraft,
      pull_request: {
        url: `${api}/pulls/${issue.number}`,
        html_url: `${page}/pull/${issue.number}`,
        diff_url: `${page}/pull/${issue.number}.diff`,
        patch_url: `${page}/pull/${issue.number}.patch`,
        merged_at: issue.mergedAt === undefined ? null : toIso(issue.mergedAt),
      },
    }),
  };
}
