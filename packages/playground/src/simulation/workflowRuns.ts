import type { Account, Conclusion, Job, Pace, WorkflowRun } from './model';
import type { RepositorySimulation } from './repositorySimulation';

export interface RunRequest {
  readonly workflow: 'CI' | 'Deploy' | 'Release' | 'Rollback';
  readonly event: 'push' | 'pull_request' | 'workflow_dispatch' | 'schedule';
  readonly branch: string;
  readonly sha: string;
  readonly actor: Account;
  readonly pullRequest?: number;
}

export function startRun(
  simulation: RepositorySimulation,
  request: RunRequest,
): WorkflowRun {
  const { workflow, ...rest } = request;
  const run: WorkflowRun = {
    ...rest,
    id: simulation.nextId(),
    name: workflow,
    path: `.github/workflows/${workflow.toLowerCase()}.yml`,
    number: simulation.nextRunNumber(workflow),
    createdAt: simulation.now,
    startedAt: simulation.now,
    updatedAt: simulation.now,
    attempt: 1,
    jobs: [],
    earlierAttempts: [],
  };
  simulation.workflowRuns.push(run);
  simulation.tell({ event: 'workflow_run', action: 'requested', run });
  return run;
}

/** A second attempt keeps the run's id, as GitHub's does. */
export function rerun(
  simulation: RepositorySimulation,
  run: WorkflowRun,
): void {
  const { startedAt, updatedAt: endedAt, conclusion, jobs } = run;
  run.earlierAttempts.push({ startedAt, endedAt, conclusion, jobs });
  run.attempt++;
  run.startedAt = simulation.now;
  run.updatedAt = simulation.now;
  run.conclusion = undefined;
  run.jobs = [];
  simulation.tell({ event: 'workflow_run', action: 'requested', run });
}

export function startJob(
  simulation: RepositorySimulation,
  run: WorkflowRun,
  name: string,
): Job {
  const job: Job = { id: simulation.nextId(), name, startedAt: simulation.now };
  run.jobs.push(job);
  return job;
}

export function finishJob(
  simulation: RepositorySimulation,
  job: Job,
  conclusion: Conclusion,
): void {
  job.completedAt = simulation.now;
  job.conclusion = conclusion;
}

export function finishRun(
  simulation: RepositorySimulation,
  run: WorkflowRun,
  conclusion: Conclusion,
): void {
  for (const job of run.jobs) {
    if (job.completedAt === undefined) finishJob(simulation, job, conclusion);
  }
  run.conclusion = conclusion;
  run.updatedAt = simulation.now;
  simulation.tell({ event: 'workflow_run', action: 'completed', run });
}

/** A run whose jobs build and test; a flaky one fails once and passes when run again. */
export function check(
  simulation: RepositorySimulation,
  options: Omit<RunRequest, 'workflow'> & { pace: Pace },
  onFinished: (conclusion: Conclusion) => void,
): void {
  const { pace, ...request } = options;
  const random = simulation.random('check', request.sha, request.event);
  const run = startRun(simulation, { ...request, workflow: 'CI' });
  const luck = pace === 'live' ? 1 : random.next();
  const isFlaky = luck < 0.06;
  const isBroken = !isFlaky && luck < (request.event === 'push' ? 0.08 : 0.13);
  const seconds = random.around(pace === 'live' ? 10 : 340, 0.35);
  startJob(simulation, run, 'build');
  simulation.after(seconds * 0.4, () => {
    finishJob(simulation, run.jobs[0], 'success');
    startJob(simulation, run, 'test');
  });
  simulation.after(seconds, () => {
    finishRun(simulation, run, isFlaky || isBroken ? 'failure' : 'success');
    if (!isFlaky) {
      onFinished(isBroken ? 'failure' : 'success');
      return;
    }
    simulation.after(random.around(1200, 0.5), () => {
      rerun(simulation, run);
      startJob(simulation, run, 'build');
      simulation.after(seconds, () => {
        finishRun(simulation, run, 'success');
        onFinished('success');
      });
    });
  });
}
