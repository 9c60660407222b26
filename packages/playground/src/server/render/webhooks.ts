import type { Occurrence } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { renderDeployment, renderDeploymentStatus } from './deployments';
import { renderIssue } from './issues';
import { renderFullPullRequest, renderReview } from './pullRequests';
import { renderRelease } from './releases';
import { renderRepository } from './repositories';
import { repositoryPageUrl, type Site } from './site';
import { renderSimpleOrganization, renderUser } from './users';
import { renderWorkflow, renderWorkflowRun } from './workflowRuns';
import type { Account, Commit } from '../../simulation/model';

type Push = Extract<Occurrence, { event: 'push' }>;

function renderPushedCommit(
  site: Site,
  repository: RepositorySimulation,
  commit: Commit,
) {
  const paths = (status: string) =>
    commit.files.filter(file => file.status === status).map(file => file.path);
  const person = ({ name, email, login }: Account) => ({
    name,
    email,
    username: login,
  });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: toIso(commit.committedAt),
    url: `${repositoryPageUrl(site, repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified'),
  };
}

function renderPush(site: Site, repository: RepositorySimulation, push: Push) {
  const commits = push.commits.map(commit =>
    renderPushedCommit(site, repository, commit),
  );
  const { before, after } = push;
  return {
    ref: `refs/heads/${repository.profile.defaultBranch}`,
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${repositoryPageUrl(site, repository)}/compare/${before.slice(
      0,
      12,
    )}...${after.slice(0, 12)}`,
    commits,
    head_commit: commits[commits.length - 1],
    pusher: { name: push.pusher.login, email: push.pusher.email },
    sender: renderUser(site, push.pusher),
  };
}

function renderBody(
  site: Site,
  repository: RepositorySimulation,
  occurrence: Occurrence,
) {
  switch (occurrence.event) {
    case 'push':
      return renderPush(site, repository, occurrence);
    case 'pull_request':
      return {
        action: occurrence.action,
        number: occurrence.pullRequest.number,
        pull_request: renderFullPullRequest(
          site,
          repository,
          occurrence.pullRequest,
        ),
        sender: renderUser(site, occurrence.sender),
        ...(occurrence.action === 'synchronize' && {
          before:
            occurrence.pullRequest.commits[
              occurrence.pullRequest.commits.length - 2
            ],
          after: occurrence.pullRequest.headSha,
        }),
      };
    case 'pull_request_review': {
      const { pullRequest, review } = occurrence;
      const rendered = renderReview(site, repository, { pullRequest, review });
      return {
        action: 'submitted',
        // Webhooks spell the verdict in lower case, REST in upper.
        review: { ...rendered, state: rendered.state.toLowerCase() },
        pull_request: renderFullPullRequest(site, repository, pullRequest),
        sender: renderUser(site, review.author),
      };
    }
    case 'issues':
      return {
        action: occurrence.action,
        issue: renderIssue(site, repository, occurrence.issue),
        sender: renderUser(site, occurrence.sender),
      };
    case 'workflow_run':
      return {
        action: occurrence.action,
        workflow_run: renderWorkflowRun(site, repository, occurrence.run),
        workflow: renderWorkflow(site, repository, occurrence.run),
        sender: renderUser(site, occurrence.run.actor),
      };
    case 'deployment':
      return {
        action: 'created',
        deployment: renderDeployment(site, repository, occurrence.deployment),
        workflow: null,
        workflow_run: null,
        sender: renderUser(site, occurrence.deployment.creator),
      };
    case 'deployment_status':
      return {
        action: 'created',
        deployment_status: renderDeploymentStatus(site, repository, occurrence),
        deployment: renderDeployment(site, repository, occurrence.deployment),
        sender: renderUser(site, occurrence.status.creator),
      };
    default:
      return {
        action: 'published',
        release: renderRelease(site, repository, occurrence.release),
        sender: renderUser(site, occurrence.release.author),
      };
  }
}

/** The body that GitHub delivers for this occurrence. */
export function renderWebhook(
  site: Site,
  repository: RepositorySimulation,
  occurrence: Occurrence,
) {
  const body = renderBody(site, repository, occurrence);
  return {
    ...body,
    repository: renderRepository(site, repository),
    organization: renderSimpleOrganization(site, repository.company.login),
  };
}
