import type { Job, WorkflowRun } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { renderMinimalRepository } from './repositories';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

const WORKFLOWS = ['CI', 'Deploy', 'Release', 'Rollback'] as const;
/** Behind every other id of the repository. */
const FIRST_WORKFLOW_ID = 190_000;

export function workflowId(
  repository: RepositorySimulation,
  name: string,
): number {
  return (
    repository.id +
    FIRST_WORKFLOW_ID +
    WORKFLOWS.findIndex(workflow => workflow === name)
  );
}

export function statusOf(subject: {
  conclusion?: string;
}): 'completed' | 'in_progress' {
  return subject.conclusion === undefined ? 'in_progress' : 'completed';
}

export function renderWorkflow(
  site: Site,
  repository: RepositorySimulation,
  run: WorkflowRun,
) {
  const id = workflowId(repository, run.name);
  const page = repositoryPageUrl(site, repository);
  return {
    id,
    node_id: nodeId('W', repository.id, id),
    name: run.name,
    path: run.path,
    state: 'active',
    created_at: toIso(repository.start),
    updated_at: toIso(repository.start),
    url: `${repositoryApiUrl(site, repository)}/actions/workflows/${id}`,
    html_url: `${page}/blob/${repository.profile.defaultBranch}/${run.path}`,
    badge_url: `${page}/workflows/${run.name}/badge.svg`,
  };
}

function renderLinks(
  site: Site,
  repository: RepositorySimulation,
  run: WorkflowRun,
) {
  const api = repositoryApiUrl(site, repository);
  const url = `${api}/actions/runs/${run.id}`;
  return {
    url,
    html_url: `${repositoryPageUrl(site, repository)}/actions/runs/${run.id}`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url:
      run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${workflowId(
      repository,
      run.name,
    )}`,
  };
}

function renderRunPullRequests(
  site: Site,
  repository: RepositorySimulation,
  run: WorkflowRun,
) {
  const pullRequest =
    run.pullRequest && repository.findPullRequest(run.pullRequest);
  if (!pullRequest) return [];
  const api = repositoryApiUrl(site, repository);
  const repo = { id: repository.id, url: api, name: repository.profile.name };
  return [
    {
      url: `${api}/pulls/${pullRequest.number}`,
      id: pullRequest.id,
      number: pullRequest.number,
      head: { ref: pullRequest.branch, sha: pullRequest.headSha, repo },
      base: {
        ref: repository.profile.defaultBranch,
        sha: pullRequest.baseSha,
        repo,
      },
    },
  ];
}

export function renderWorkflowRun(
  site: Site,
  repository: RepositorySimulation,
  run: WorkflowRun,
  repo = renderMinimalRepository(site, repository),
) {
  const commit = repository.graph.get(run.sha);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WFR', repository.id, run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    display_title: commit.message.split('\n')[0],
    run_number: run.number,
    event: run.event,
    status: statusOf(run),
    conclusion: run.conclusion ?? null,
    workflow_id: workflowId(repository, run.name),
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CS', repository.id, run.id),
    pull_requests: renderRunPullRequests(site, repository, run),
    created_at: toIso(run.createdAt),
    updated_at: toIso(run.updatedAt),
    actor: renderUser(site, run.actor),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: toIso(run.startedAt),
    triggering_actor: renderUser(site, run.actor),
    ...renderLinks(site, repository, run),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: toIso(commit.committedAt),
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    repository: repo,
    head_repository: repo,
  };
}

export function renderJob(
  site: Site,
  repository: RepositorySimulation,
  options: { run: WorkflowRun; job: Job },
) {
  const { run, job } = options;
  const api = repositoryApiUrl(site, repository);
  const completedAt =
    job.completedAt === undefined ? null : toIso(job.completedAt);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.branch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: run.attempt,
    node_id: nodeId('CR', repository.id, job.id),
    head_sha: run.sha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryPageUrl(site, repository)}/actions/runs/${
      run.id
    }/job/${job.id}`,
    status: statusOf(job),
    conclusion: job.conclusion ?? null,
    created_at: toIso(job.startedAt),
    started_at: toIso(job.startedAt),
    completed_at: completedAt,
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'hosted',
    runner_group_id: 1,
    runner_group_name: 'Default',
  };
}
