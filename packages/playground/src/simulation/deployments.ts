import { ACTIONS_BOT } from './company';
import { noteShipped } from './defects';
import type { DeploymentRequest } from './deploymentLane';
import type { Deployment, DeploymentState, WorkflowRun } from './model';
import type { Random } from './random';
import { publishRelease } from './releases';
import type { RepositorySimulation } from './repositorySimulation';
import { MINUTE } from './time';
import {
  finishJob,
  finishRun,
  rerun,
  startJob,
  startRun,
} from './workflowRuns';

const MAXIMUM_ATTEMPTS = 3;
const EVENTS = {
  push: 'push',
  schedule: 'schedule',
  rollback: 'workflow_dispatch',
} as const;

/** Deploys now, or as soon as the lane is free. */
export function requestDeployment(
  simulation: RepositorySimulation,
  request: DeploymentRequest,
): void {
  const { lane, profile } = simulation;
  if (profile.production.length === 0) {
    if (request.pace === 'urgent')
      publishRelease(simulation, { sha: request.sha, kind: 'patch' });
    return;
  }
  if (lane.isRunning || (lane.isHeld && request.trigger !== 'rollback')) {
    if (lane.pending?.trigger !== 'rollback') lane.pending = request;
    return;
  }
  runPipeline(simulation, request);
}

/** The fix of a rolled back defect is on the default branch. */
export function releaseHold(simulation: RepositorySimulation): void {
  simulation.lane.isHeld = false;
}

interface Pipeline {
  readonly request: DeploymentRequest;
  readonly run: WorkflowRun;
  readonly ref: string;
  readonly environments: readonly string[];
  readonly random: Random;
}

function runPipeline(
  simulation: RepositorySimulation,
  request: DeploymentRequest,
): void {
  const { lane, profile } = simulation;
  lane.isRunning = true;
  const isRollback = request.trigger === 'rollback';
  const branch = profile.defaultBranch;
  const run = startRun(simulation, {
    workflow: isRollback ? 'Rollback' : 'Deploy',
    event: EVENTS[request.trigger],
    branch,
    sha: request.sha,
    actor: request.actor,
  });
  const hasRelease = profile.releases === 'train' && !isRollback;
  const kind = request.pace === 'usual' ? 'minor' : 'patch';
  const ref = hasRelease
    ? publishRelease(simulation, { sha: request.sha, kind }).tag
    : branch;
  const staging = profile.staging && !isRollback ? [profile.staging] : [];
  deployNext(
    simulation,
    {
      request,
      run,
      ref: isRollback ? request.sha : ref,
      environments: [...staging, ...profile.production],
      random: simulation.random('pipeline', run.id),
    },
    0,
  );
}

function finishPipeline(simulation: RepositorySimulation): void {
  const { lane } = simulation;
  lane.isRunning = false;
  const { pending } = lane;
  if (!pending) return;
  lane.pending = undefined;
  requestDeployment(simulation, pending);
}

function deployNext(
  simulation: RepositorySimulation,
  pipeline: Pipeline,
  position: number,
): void {
  const { request, run, environments, random } = pipeline;
  const environment = environments[position];
  const job = startJob(simulation, run, `deploy (${environment})`);
  deploy(simulation, pipeline, environment, isSuccess => {
    finishJob(simulation, job, isSuccess ? 'success' : 'failure');
    if (!isSuccess) {
      failPipeline(simulation, pipeline, position);
    } else if (position + 1 === environments.length) {
      finishRun(simulation, run, 'success');
      finishPipeline(simulation);
    } else {
      simulation.after(soakSeconds(request, random), () =>
        deployNext(simulation, pipeline, position + 1),
      );
    }
  });
}

function soakSeconds({ pace }: DeploymentRequest, random: Random): number {
  if (pace === 'live') return random.integer(3, 6);
  // Under an hour, so that two regions stay one rollout.
  return Math.min(
    50 * MINUTE,
    random.around(pace === 'urgent' ? 4 * MINUTE : 14 * MINUTE, 0.5),
  );
}

/** The pipeline itself broke; nothing reached users. */
function failPipeline(
  simulation: RepositorySimulation,
  pipeline: Pipeline,
  position: number,
): void {
  const { run, random, request } = pipeline;
  finishRun(simulation, run, 'failure');
  const isWorthRetrying =
    request.trigger === 'rollback' ||
    (!simulation.lane.pending && random.chance(0.7));
  if (!isWorthRetrying || run.attempt >= MAXIMUM_ATTEMPTS) {
    finishPipeline(simulation);
    return;
  }
  simulation.after(random.around(18 * MINUTE, 0.5), () => {
    rerun(simulation, run);
    deployNext(simulation, pipeline, position);
  });
}

function addStatus(
  simulation: RepositorySimulation,
  deployment: Deployment,
  state: DeploymentState,
  description = '',
): void {
  const status = {
    id: simulation.nextId(),
    state,
    createdAt: simulation.now,
    creator: deployment.creator,
    description,
  };
  deployment.statuses.push(status);
  deployment.updatedAt = simulation.now;
  simulation.tell({ event: 'deployment_status', deployment, status });
}

function deploy(
  simulation: RepositorySimulation,
  pipeline: Pipeline,
  environment: string,
  onFinished: (isSuccess: boolean) => void,
): void {
  const { request, run, ref, random } = pipeline;
  const isProduction = simulation.profile.production.includes(environment);
  const isRollback = request.trigger === 'rollback';
  const deployment: Deployment = {
    id: simulation.nextId(),
    sha: request.sha,
    ref,
    environment,
    isProduction,
    description: isRollback ? `Roll back to ${request.sha.slice(0, 7)}` : '',
    creator: isRollback ? request.actor : ACTIONS_BOT,
    createdAt: simulation.now,
    updatedAt: simulation.now,
    runId: run.id,
    statuses: [],
  };
  simulation.deployments.push(deployment);
  simulation.tell({ event: 'deployment', deployment });
  addStatus(simulation, deployment, 'queued');
  const isLive = request.pace === 'live';
  const isSuccess = isLive || !random.chance(isProduction ? 0.035 : 0.05);
  simulation.after(isLive ? 2 : random.integer(8, 60), () =>
    addStatus(simulation, deployment, 'in_progress'),
  );
  simulation.after(
    isLive ? random.integer(5, 8) : 60 + random.around(4 * MINUTE, 0.4),
    () => {
      if (isSuccess) {
        succeed(simulation, deployment, request);
      } else {
        addStatus(
          simulation,
          deployment,
          random.chance(0.85) ? 'failure' : 'error',
          'The health check did not pass',
        );
      }
      onFinished(isSuccess);
    },
  );
}

function succeed(
  simulation: RepositorySimulation,
  deployment: Deployment,
  request: DeploymentRequest,
): void {
  const { lane } = simulation;
  addStatus(simulation, deployment, 'success');
  const previous = lane.active.get(deployment.environment);
  lane.active.set(deployment.environment, deployment);
  if (previous) addStatus(simulation, previous, 'inactive');
  if (!deployment.isProduction || request.trigger === 'rollback') return;
  if (lane.shipped[lane.shipped.length - 1] === deployment.sha) return;
  const before = lane.shipped[lane.shipped.length - 1];
  lane.shipped.push(deployment.sha);
  noteShipped(simulation, { sha: deployment.sha, before });
}
