import { mergeFiles } from '../../simulation/changes';
import type { FileChange, PullRequest, Review } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { renderLabel } from './issues';
import { renderRepository } from './repositories';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderOrganization, renderUser } from './users';

export function filesOf(
  repository: RepositorySimulation,
  pullRequest: PullRequest,
): FileChange[] {
  return mergeFiles(pullRequest.commits.map(sha => repository.graph.get(sha)));
}

function renderSide(
  site: Site,
  repository: RepositorySimulation,
  side: { ref: string; sha: string; repo: ReturnType<typeof renderRepository> },
) {
  const { login } = repository.company;
  return {
    label: `${login}:${side.ref}`,
    ...side,
    user: renderOrganization(site, login),
  };
}

/** An element of a list; `repo` is rendered once for a whole page. */
export function renderPullRequest(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
  repo = renderRepository(site, repository),
) {
  const api = repositoryApiUrl(site, repository);
  const page = `${repositoryPageUrl(site, repository)}/pull/${
    pullRequest.number
  }`;
  const url = `${api}/pulls/${pullRequest.number}`;
  const issueUrl = `${api}/issues/${pullRequest.number}`;
  const links = {
    self: url,
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pullRequest.headSha}`,
  };
  return {
    url,
    id: pullRequest.id,
    node_id: nodeId('PR', repository.id, pullRequest.number),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number: pullRequest.number,
    state: pullRequest.closedAt === undefined ? 'open' : 'closed',
    locked: false,
    title: pullRequest.title,
    user: renderUser(site, pullRequest.author),
    body: pullRequest.body || null,
    labels: pullRequest.labels.map(label =>
      renderLabel(site, repository, label),
    ),
    milestone: null,
    active_lock_reason: null,
    created_at: toIso(pullRequest.createdAt),
    updated_at: toIso(pullRequest.updatedAt),
    closed_at:
      pullRequest.closedAt === undefined ? null : toIso(pullRequest.closedAt),
    merged_at:
      pullRequest.mergedAt === undefined ? null : toIso(pullRequest.mergedAt),
    merge_commit_sha: pullRequest.mergeCommitSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pullRequest.requestedReviewers.map(account =>
      renderUser(site, account),
    ),
    requested_teams: [],
    head: renderSide(site, repository, {
      ref: pullRequest.branch,
      sha: pullRequest.headSha,
      repo,
    }),
    base: renderSide(site, repository, {
      ref: repository.profile.defaultBranch,
      sha: pullRequest.baseSha,
      repo,
    }),
    _links: Object.fromEntries(
      Object.entries(links).map(([name, href]) => [name, { href }]),
    ),
    author_association: pullRequest.author.type === 'Bot' ? 'NONE' : 'MEMBER',
    auto_merge: null,
    draft: pullRequest.isDraft,
  };
}

export function renderFullPullRequest(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
) {
  const files = filesOf(repository, pullRequest);
  const isOpen = pullRequest.closedAt === undefined;
  return {
    ...renderPullRequest(site, repository, pullRequest),
    merged: pullRequest.mergedAt !== undefined,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: isOpen ? 'clean' : 'unknown',
    merged_by: pullRequest.mergedBy
      ? renderUser(site, pullRequest.mergedBy)
      : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pullRequest.commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

export function renderReview(
  site: Site,
  repository: RepositorySimulation,
  options: { pullRequest: PullRequest; review: Review },
) {
  const { pullRequest, review } = options;
  const url = `${repositoryApiUrl(site, repository)}/pulls/${
    pullRequest.number
  }`;
  const page = `${repositoryPageUrl(site, repository)}/pull/${
    pullRequest.number
  }#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId('PRR', repository.id, pullRequest.number, review.id),
    user: renderUser(site, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: review.author.type === 'Bot' ? 'NONE' : 'MEMBER',
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: toIso(review.submittedAt),
    commit_id: review.commitSha,
  };
}
