import type {
  Conclusion,
  Deployment,
  Job,
  WorkflowRun,
} from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import {
  guidOf,
  PROJECT,
  type AzureDefinition,
  type AzureSite,
} from './project';
import {
  instant,
  renderIdentity,
  renderProject,
  renderRepository,
} from './renderCode';

const RESULTS: Readonly<Record<Conclusion, string>> = {
  success: 'succeeded',
  failure: 'failed',
  cancelled: 'canceled',
};
const REASONS: Readonly<Record<string, string>> = {
  pull_request: 'pullRequest',
  push: 'individualCI',
  schedule: 'schedule',
  workflow_dispatch: 'manual',
};

export function renderDefinition({ id, name }: AzureDefinition) {
  return {
    id,
    name,
    path: '\\',
    type: 'build',
    queueStatus: 'enabled',
    revision: 1,
    project: renderProject(),
  };
}

/** When a run ended; a run that is not over has none. */
export function finishedAt(run: WorkflowRun): number | undefined {
  return run.conclusion ? run.updatedAt : undefined;
}

export function renderBuild(
  site: AzureSite,
  definition: AzureDefinition,
  run: WorkflowRun,
) {
  const ended = finishedAt(run);
  const { id, name, url } = renderRepository(site, definition.repository);
  const isTag = run.name === 'Release';
  return {
    id: run.id,
    buildNumber: `${instant(run.createdAt).slice(0, 10).replaceAll('-', '')}.${
      run.number
    }`,
    status: ended === undefined ? 'inProgress' : 'completed',
    ...(run.conclusion && { result: RESULTS[run.conclusion] }),
    queueTime: instant(run.createdAt),
    startTime: instant(run.startedAt),
    ...(ended !== undefined && { finishTime: instant(ended) }),
    url: `${site.origin}/${PROJECT}/_apis/build/Builds/${run.id}`,
    definition: renderDefinition(definition),
    project: renderProject(),
    uri: `vstfs:///Build/Build/${run.id}`,
    sourceBranch: isTag
      ? `refs/tags/${run.branch}`
      : `refs/heads/${run.branch}`,
    sourceVersion: run.sha,
    priority: 'normal',
    reason: REASONS[run.event] ?? 'manual',
    requestedFor: renderIdentity(run.actor),
    lastChangedDate: instant(run.updatedAt),
    repository: { id, name, type: 'TfsGit', url },
    _links: {
      web: {
        href: `${site.origin}/${PROJECT}/_build/results?buildId=${run.id}`,
      },
    },
  };
}

export function renderTimeline(run: WorkflowRun) {
  return {
    id: guidOf('timeline', run.id),
    changeId: run.jobs.length,
    records: run.jobs.map((job, index) => renderStage(run, { job, index })),
  };
}

function renderStage(
  run: WorkflowRun,
  { job, index }: { job: Job; index: number },
) {
  return {
    id: guidOf('job', job.id),
    type: 'Stage',
    name: job.name,
    identifier: job.name.replaceAll(/\W+/g, '_'),
    startTime: instant(job.startedAt),
    ...(job.completedAt !== undefined && {
      finishTime: instant(job.completedAt),
    }),
    state: job.conclusion ? 'completed' : 'inProgress',
    ...(job.conclusion && { result: RESULTS[job.conclusion] }),
    order: index + 1,
    attempt: run.attempt,
    previousAttempts: [],
  };
}

/** Azure DevOps does not touch a deployment that a later one replaces. */
export function ownStatuses({ statuses }: Deployment) {
  return statuses.filter(({ state }) => state !== 'inactive');
}

export function deploymentChangedAt(deployment: Deployment): number {
  return ownStatuses(deployment).at(-1)?.createdAt ?? deployment.createdAt;
}

/** When it began and ended, and how. */
function courseOf(deployment: Deployment) {
  const statuses = ownStatuses(deployment);
  const started = statuses.find(({ state }) => state === 'in_progress');
  const last = statuses.at(-1);
  const isOver =
    last !== undefined && !['queued', 'in_progress'].includes(last.state);
  return {
    startedAt: started?.createdAt,
    endedAt: isOver ? last.createdAt : undefined,
    isSuccess: last?.state === 'success',
  };
}

/** What an environment keeps of a deployment by a pipeline. */
export function renderDeploymentRecord(options: {
  environmentId: number;
  definition: AzureDefinition;
  deployment: Deployment;
}) {
  const { environmentId, definition, deployment } = options;
  const { startedAt, endedAt, isSuccess } = courseOf(deployment);
  return {
    id: deployment.id,
    environmentId,
    serviceOwner: guidOf('service', 'build'),
    scopeId: guidOf('project', PROJECT),
    planType: 'Build',
    planId: guidOf('plan', deployment.runId),
    requestIdentifier: `${deployment.environment}.deploy`,
    definition: { id: definition.id, name: definition.name },
    owner: { id: deployment.runId, name: String(deployment.runId) },
    stageName: deployment.environment,
    jobName: 'deploy',
    stageAttempt: 1,
    jobAttempt: 1,
    queueTime: instant(deployment.createdAt),
    ...(startedAt !== undefined && { startTime: instant(startedAt) }),
    ...(endedAt !== undefined && {
      finishTime: instant(endedAt),
      result: isSuccess ? 'succeeded' : 'failed',
    }),
  };
}

/** The one classic release pipeline of a repository, and what it takes. */
export function renderReleaseDefinition(
  site: AzureSite,
  options: { id: number; definition: AzureDefinition },
) {
  const { id, definition } = options;
  return {
    id,
    name: `${definition.repository.profile.name} release`,
    path: '\\',
    isDeleted: false,
    url: `${site.origin}/${PROJECT}/_apis/Release/definitions/${id}`,
    artifacts: [renderArtifact(definition)],
  };
}

function renderArtifact(definition: AzureDefinition, run?: WorkflowRun) {
  const version = run && {
    version: { id: String(run.id), name: String(run.id) },
    branch: { id: `refs/heads/${run.branch}`, name: run.branch },
  };
  return {
    sourceId: `${guidOf('project', PROJECT)}:${definition.id}`,
    type: 'Build',
    alias: definition.name,
    definitionReference: {
      definition: { id: String(definition.id), name: definition.name },
      project: { id: guidOf('project', PROJECT), name: PROJECT },
      ...version,
    },
    isPrimary: true,
  };
}

export function renderReleaseDeployment(
  site: AzureSite,
  options: {
    releaseDefinitionId: number;
    definition: AzureDefinition;
    repository: RepositorySimulation;
    deployment: Deployment;
    run: WorkflowRun;
  },
) {
  const { releaseDefinitionId, definition, repository, deployment, run } =
    options;
  const { startedAt, endedAt, isSuccess } = courseOf(deployment);
  const page = `${site.origin}/${PROJECT}/_release?releaseId=${run.id}`;
  let deploymentStatus = startedAt === undefined ? 'notDeployed' : 'inProgress';
  if (endedAt !== undefined)
    deploymentStatus = isSuccess ? 'succeeded' : 'failed';
  return {
    id: deployment.id,
    release: {
      id: run.id,
      name: `Release-${run.number}`,
      url: `${site.origin}/${PROJECT}/_apis/Release/releases/${run.id}`,
      webAccessUri: page,
      artifacts: [renderArtifact(definition, run)],
    },
    releaseDefinition: {
      id: releaseDefinitionId,
      name: `${repository.profile.name} release`,
    },
    releaseEnvironment: {
      id: deployment.id,
      name: deployment.environment,
    },
    attempt: 1,
    reason: 'automated',
    deploymentStatus,
    operationStatus: endedAt === undefined ? 'phaseInProgress' : 'approved',
    requestedFor: renderIdentity(deployment.creator),
    queuedOn: instant(deployment.createdAt),
    ...(startedAt !== undefined && { startedOn: instant(startedAt) }),
    ...(endedAt !== undefined && { completedOn: instant(endedAt) }),
    lastModifiedOn: instant(deploymentChangedAt(deployment)),
  };
}
