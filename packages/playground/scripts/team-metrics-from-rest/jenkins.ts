import type { Facts, Run } from './facts';
import { basic, sendJson } from './http';

interface RawBuild {
  number: number;
  result: string | null;
  timestamp: number;
  duration: number;
  building: boolean;
}
interface RawJob {
  name: string;
  fullName: string;
  jobs?: { name: string }[];
  allBuilds?: RawBuild[];
}

const TREE =
  'name,fullName,jobs[name],allBuilds[number,result,timestamp,duration,building]';

/** The builds of a job, or of all branches of a multibranch project. */
export async function addJenkins(
  facts: Facts,
  scope: {
    playground: string;
    token: string;
    fullName: string;
    defaultBranch: string | undefined;
  },
): Promise<void> {
  const job = await readJob(scope, scope.fullName);
  if (!job.jobs) {
    facts.runs.push(...runsOf(job, true));
    return;
  }
  for (const { name } of job.jobs) {
    const branch = await readJob(scope, `${scope.fullName}/${name}`);
    const isDefault = decodeURIComponent(name) === scope.defaultBranch;
    facts.runs.push(...runsOf(branch, isDefault));
  }
}

function readJob(
  scope: { playground: string; token: string },
  fullName: string,
): Promise<RawJob> {
  const path = fullName.split('/').map(name => `/job/${name}`);
  return sendJson({
    url: `${scope.playground}/jenkins${path.join('')}/api/json?tree=${TREE}`,
    headers: { authorization: basic('insights', scope.token) },
  });
}

function runsOf(job: RawJob, isOnDefaultBranch: boolean): Run[] {
  return (job.allBuilds ?? []).map(build => ({
    id: `${job.fullName} #${build.number}`,
    pipeline: job.fullName,
    isOnDefaultBranch,
    outcome: build.building ? 'other' : outcomeOf(build.result),
    startedAt: build.timestamp,
    finishedAt: build.building ? undefined : build.timestamp + build.duration,
  }));
}

function outcomeOf(result: string | null): Run['outcome'] {
  if (result === 'SUCCESS') return 'success';
  const isFailure = result === 'FAILURE' || result === 'UNSTABLE';
  return isFailure ? 'failure' : 'other';
}
