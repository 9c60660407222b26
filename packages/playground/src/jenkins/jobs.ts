import type { Conclusion, Job, WorkflowRun } from '../simulation/model';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { DAY } from '../simulation/time';

/** How long Jenkins keeps the job of a pull request that was closed. */
const ORPHANED_AFTER = 30 * DAY;

/** One execution of a job: Jenkins makes another one of each attempt. */
export interface JenkinsBuild {
  readonly number: number;
  readonly run: WorkflowRun;
  readonly attempt: number;
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number;
  readonly conclusion?: Conclusion;
  readonly stages: readonly Job[];
}

/** A job of a branch, of a pull request, or one that deploys. */
export interface JenkinsJob {
  readonly fullName: string;
  readonly repository: RepositorySimulation;
  /** Oldest first. */
  readonly builds: readonly JenkinsBuild[];
}

/** The multibranch project of a repository, in the folder of its team. */
export function branchesNameOf(repository: RepositoryProfile): string {
  return `${repository.team}/${repository.name}`;
}

/** The pipeline that deploys a repository. */
export function deployNameOf(repository: RepositoryProfile): string {
  return `${branchesNameOf(repository)}-deploy`;
}

export function deployJobOf(repository: RepositorySimulation): JenkinsJob {
  return {
    fullName: deployNameOf(repository.profile),
    repository,
    builds: buildsOf(
      repository,
      ({ name }) => name === 'Deploy' || name === 'Rollback',
    ),
  };
}

/** The jobs that a multibranch project has made: of the default branch and of pull requests. */
export function branchJobsOf(
  repository: RepositorySimulation,
  now: number,
): JenkinsJob[] {
  const { defaultBranch } = repository.profile;
  const jobs: JenkinsJob[] = [
    jobOf(repository, defaultBranch, run => run.pullRequest === undefined),
  ];
  for (const { number, closedAt } of repository.pullRequests) {
    if (closedAt !== undefined && closedAt < now - ORPHANED_AFTER) continue;
    const job = jobOf(
      repository,
      `PR-${number}`,
      run => run.pullRequest === number,
    );
    if (job.builds.length > 0) jobs.push(job);
  }
  return jobs;
}

function jobOf(
  repository: RepositorySimulation,
  name: string,
  isOfBranch: (run: WorkflowRun) => boolean,
): JenkinsJob {
  return {
    fullName: `${branchesNameOf(repository.profile)}/${name}`,
    repository,
    builds: buildsOf(repository, run => run.name === 'CI' && isOfBranch(run)),
  };
}

/** Numbered as they began, so that a build keeps its number when others follow. */
function buildsOf(
  repository: RepositorySimulation,
  isOfJob: (run: WorkflowRun) => boolean,
): JenkinsBuild[] {
  return repository.workflowRuns
    .filter(isOfJob)
    .flatMap(attemptsOf)
    .sort((left, right) => left.startedAt - right.startedAt)
    .map((attempt, index) => ({ ...attempt, number: index + 1 }));
}

function attemptsOf(run: WorkflowRun): Omit<JenkinsBuild, 'number'>[] {
  const { startedAt, updatedAt, conclusion, jobs } = run;
  const earlier = run.earlierAttempts.map((attempt, index) => ({
    run,
    attempt: index + 1,
    startedAt: attempt.startedAt,
    endedAt: attempt.endedAt,
    conclusion: attempt.conclusion,
    stages: attempt.jobs,
  }));
  const last = {
    run,
    attempt: run.attempt,
    startedAt,
    endedAt: conclusion && updatedAt,
    conclusion,
    stages: jobs,
  };
  return [...earlier, last];
}
