import { sizeOf } from '../simulation/changes';
import type {
  Account,
  Commit,
  Deployment,
  Issue,
  Job,
  PullRequest,
  Release,
  Review,
  WorkflowRun,
} from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { toIso } from '../simulation/time';
import { projectPath, projectUrl, type GitlabSite } from './project';

/** GitLab writes milliseconds. */
function instant(seconds: number): string {
  return toIso(seconds).replace('Z', '.000Z');
}

export function renderUser(site: GitlabSite, account: Account) {
  // GitLab's usernames have no brackets.
  const username = account.login.replace(/\[bot\]$/, '-bot');
  return {
    id: account.id,
    username,
    name: account.name,
    state: 'active',
    locked: false,
    avatar_url: null,
    web_url: `${site.origin}/${username}`,
  };
}

export function renderProject(site: GitlabSite, project: RepositorySimulation) {
  const { profile } = project;
  const path = projectPath(project);
  return {
    id: project.id,
    description: profile.description,
    name: profile.name,
    name_with_namespace: path.split('/').join(' / '),
    path: profile.name,
    path_with_namespace: path,
    created_at: instant(project.start),
    default_branch: profile.defaultBranch,
    web_url: projectUrl(site, project),
    last_activity_at: instant(lastActivityOf(project)),
  };
}

/** GitLab moves it at most once an hour. */
function lastActivityOf(project: RepositorySimulation): number {
  const latest = Math.max(
    project.start,
    project.graph.get(project.head).committedAt,
    ...project.pullRequests.map(item => item.updatedAt),
    ...project.issues.map(item => item.updatedAt),
  );
  return latest - (latest % 3600);
}

export function renderMergeRequest(
  site: GitlabSite,
  project: RepositorySimulation,
  item: PullRequest,
) {
  const isMerged = item.mergedAt !== undefined;
  const isSquashed = project.profile.mergeStrategy === 'squash';
  const at = (seconds: number | undefined) =>
    seconds === undefined ? null : instant(seconds);
  return {
    id: item.id,
    iid: item.number,
    project_id: project.id,
    title: item.title,
    description: item.body,
    state: stateOf(item),
    created_at: instant(item.createdAt),
    updated_at: instant(item.updatedAt),
    merged_at: at(item.mergedAt),
    closed_at: isMerged ? null : at(item.closedAt),
    merge_user: item.mergedBy ? renderUser(site, item.mergedBy) : null,
    target_branch: project.profile.defaultBranch,
    source_branch: item.branch,
    author: renderUser(site, item.author),
    assignees: [],
    reviewers: item.requestedReviewers.map(each => renderUser(site, each)),
    labels: item.labels,
    draft: item.isDraft,
    sha: item.headSha,
    merge_commit_sha: isMerged && !isSquashed ? item.mergeCommitSha : null,
    squash_commit_sha: isMerged && isSquashed ? item.mergeCommitSha : null,
    squash: isSquashed,
    user_notes_count: item.reviews.length,
    references: {
      short: `!${item.number}`,
      relative: `!${item.number}`,
      full: `${projectPath(project)}!${item.number}`,
    },
    web_url: `${projectUrl(site, project)}/-/merge_requests/${item.number}`,
  };
}

function stateOf(item: PullRequest) {
  if (item.mergedAt !== undefined) return 'merged';
  return item.closedAt === undefined ? 'opened' : 'closed';
}

const VERDICTS = {
  APPROVED: 'approved this merge request',
  CHANGES_REQUESTED: 'requested changes',
  COMMENTED: undefined,
} as const;

/** What GitLab shows of the reviews and of the draft: comments of people, and notes of its own. */
export function renderNotes(site: GitlabSite, item: PullRequest) {
  const note = (of: {
    id: number;
    body: string;
    at: number;
    author: Account;
    isSystem: boolean;
  }) => ({
    id: of.id,
    type: null,
    body: of.body,
    author: renderUser(site, of.author),
    created_at: instant(of.at),
    updated_at: instant(of.at),
    system: of.isSystem,
    noteable_id: item.id,
    noteable_type: 'MergeRequest',
    noteable_iid: item.number,
  });
  const { readyAt = item.createdAt } = item;
  const ready =
    readyAt > item.createdAt
      ? [
          note({
            id: item.id * 2,
            body: 'marked this merge request as **ready**',
            at: readyAt,
            author: item.author,
            isSystem: true,
          }),
        ]
      : [];
  const ofReview = ({ id, state, body, author, submittedAt: at }: Review) => {
    const verdict = VERDICTS[state];
    return [
      ...(body
        ? [note({ id: id * 2, body, at, author, isSystem: false })]
        : []),
      ...(verdict
        ? [note({ id: id * 2 + 1, body: verdict, at, author, isSystem: true })]
        : []),
    ];
  };
  return [...ready, ...item.reviews.flatMap(ofReview)].sort((left, right) =>
    left.created_at.localeCompare(right.created_at),
  );
}

export function renderApprovals(site: GitlabSite, item: PullRequest) {
  const approvals = new Map(
    item.reviews
      .filter(({ state }) => state === 'APPROVED')
      .map(review => [review.author.login, review]),
  );
  return {
    id: item.id,
    iid: item.number,
    approved: approvals.size > 0,
    approved_by: [...approvals.values()].map(({ author, submittedAt }) => ({
      user: renderUser(site, author),
      approved_at: instant(submittedAt),
    })),
  };
}

export function renderCommit(
  site: GitlabSite,
  project: RepositorySimulation,
  commit: Commit,
) {
  const [title] = commit.message.split('\n', 1);
  const additions = commit.files.reduce((sum, file) => sum + file.additions, 0);
  const total = sizeOf(commit.files);
  return {
    id: commit.sha,
    short_id: commit.sha.slice(0, 8),
    created_at: instant(commit.committedAt),
    parent_ids: commit.parents,
    title,
    message: commit.message,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: instant(commit.authoredAt),
    committer_name: commit.author.name,
    committer_email: commit.author.email,
    committed_date: instant(commit.committedAt),
    web_url: `${projectUrl(site, project)}/-/commit/${commit.sha}`,
    stats: { additions, deletions: total - additions, total },
  };
}

/** Patches of as many lines as were changed; what they say nobody knows. */
export function renderDiff(commit: Commit) {
  return commit.files.map(file => ({
    old_path: file.path,
    new_path: file.path,
    new_file: file.status === 'added',
    renamed_file: false,
    deleted_file: file.status === 'removed',
    diff: `@@ @@\n${'+\n'.repeat(file.additions)}${'-\n'.repeat(
      file.deletions,
    )}`,
  }));
}

const SOURCES: Readonly<Record<string, string>> = {
  pull_request: 'merge_request_event',
  workflow_dispatch: 'web',
};
const STATUSES = {
  success: 'success',
  failure: 'failed',
  cancelled: 'canceled',
} as const;

export function renderPipeline(
  site: GitlabSite,
  project: RepositorySimulation,
  run: WorkflowRun,
) {
  return {
    id: run.id,
    iid: run.number,
    project_id: project.id,
    sha: run.sha,
    ref: run.branch,
    status: run.conclusion ? STATUSES[run.conclusion] : 'running',
    source: SOURCES[run.event] ?? run.event,
    created_at: instant(run.createdAt),
    updated_at: instant(run.updatedAt),
    web_url: `${projectUrl(site, project)}/-/pipelines/${run.id}`,
    name: run.name,
  };
}

export function renderJob(
  site: GitlabSite,
  project: RepositorySimulation,
  { run, job }: { run: WorkflowRun; job: Job },
) {
  return {
    id: job.id,
    status: job.conclusion ? STATUSES[job.conclusion] : 'running',
    stage: job.name.split(' ')[0],
    name: job.name,
    ref: run.branch,
    tag: false,
    allow_failure: false,
    created_at: instant(run.createdAt),
    started_at: instant(job.startedAt),
    finished_at:
      job.completedAt === undefined ? null : instant(job.completedAt),
    user: renderUser(site, run.actor),
    pipeline: { id: run.id, sha: run.sha, ref: run.branch },
    web_url: `${projectUrl(site, project)}/-/jobs/${job.id}`,
    artifacts: [],
  };
}

const DEPLOYMENT_STATUSES = {
  queued: 'created',
  in_progress: 'running',
  success: 'success',
  failure: 'failed',
  error: 'failed',
} as const;

/** GitLab does not touch a deployment that a later one replaces. */
function ownStatuses({ statuses }: Deployment) {
  return statuses.flatMap(({ state, createdAt }) =>
    state === 'inactive' ? [] : [{ state, createdAt }],
  );
}

export function deploymentUpdatedAt(deployment: Deployment): number {
  return ownStatuses(deployment).at(-1)?.createdAt ?? deployment.createdAt;
}

export function renderDeployment(
  site: GitlabSite,
  project: RepositorySimulation,
  deployment: Deployment,
) {
  const statuses = ownStatuses(deployment);
  const last = statuses.at(-1);
  const status = last ? DEPLOYMENT_STATUSES[last.state] : 'created';
  const started = statuses.find(({ state }) => state === 'in_progress');
  const hasEnded = status === 'success' || status === 'failed';
  return {
    id: deployment.id,
    iid: project.deployments.indexOf(deployment) + 1,
    ref: deployment.ref,
    sha: deployment.sha,
    created_at: instant(deployment.createdAt),
    updated_at: instant(deploymentUpdatedAt(deployment)),
    status,
    user: renderUser(site, deployment.creator),
    environment: { id: project.id, name: deployment.environment },
    deployable: {
      id: deployment.id,
      status,
      stage: 'deploy',
      name: `deploy (${deployment.environment})`,
      started_at: started ? instant(started.createdAt) : null,
      finished_at: hasEnded && last ? instant(last.createdAt) : null,
      web_url: `${projectUrl(site, project)}/-/jobs/${deployment.id}`,
      pipeline: { id: deployment.runId, sha: deployment.sha },
    },
  };
}

export function renderRelease(
  site: GitlabSite,
  project: RepositorySimulation,
  release: Release,
) {
  const url = projectUrl(site, project);
  return {
    tag_name: release.tag,
    name: release.name,
    description: release.body,
    created_at: instant(release.publishedAt),
    released_at: instant(release.publishedAt),
    author: renderUser(site, release.author),
    commit: renderCommit(site, project, project.graph.get(release.sha)),
    upcoming_release: false,
    _links: { self: `${url}/-/releases/${release.tag}` },
  };
}

export function renderTag(
  site: GitlabSite,
  project: RepositorySimulation,
  release: Release,
) {
  const commit = renderCommit(site, project, project.graph.get(release.sha));
  return {
    name: release.tag,
    message: '',
    target: release.sha,
    commit,
    protected: false,
    created_at: null,
  };
}

/** What is noticed in production is an incident here; the team's GitHub has issues alone. */
export function isIncident(issue: Issue): boolean {
  return issue.title.startsWith('Regression after');
}

export function renderIssue(
  site: GitlabSite,
  project: RepositorySimulation,
  issue: Issue,
) {
  const type = isIncident(issue) ? 'incident' : 'issue';
  const path = projectPath(project);
  return {
    id: issue.id,
    iid: issue.number,
    project_id: project.id,
    title: issue.title,
    description: issue.body,
    state: issue.closedAt === undefined ? 'opened' : 'closed',
    created_at: instant(issue.createdAt),
    updated_at: instant(issue.updatedAt),
    closed_at: issue.closedAt === undefined ? null : instant(issue.closedAt),
    labels: issue.labels,
    author: renderUser(site, issue.author),
    assignees: [],
    assignee: null,
    type: type.toUpperCase(),
    issue_type: type,
    severity: 'UNKNOWN',
    weight: null,
    references: {
      short: `#${issue.number}`,
      relative: `#${issue.number}`,
      full: `${path}#${issue.number}`,
    },
    web_url: `${projectUrl(site, project)}/-/issues/${issue.number}`,
  };
}
