import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypeInfo as Builds } from 'azure-devops-node-api/interfaces/BuildInterfaces';
import { TypeInfo as Git } from 'azure-devops-node-api/interfaces/GitInterfaces';
import { wordOf } from './wordOf';

/** A recording as it is kept. */
export function recorded(name: string): any {
  return JSON.parse(
    readFileSync(
      join(__dirname, '..', '__fixtures__', 'recorded', `${name}.json`),
      'utf8',
    ),
  );
}

/** Builds that were recorded through the client library, as REST sends them. */
export function farosBuilds(): any[] {
  return recorded('faros_builds').map((build: any) => ({
    ...build,
    status: wordOf(Builds.BuildStatus, build.status),
    result: wordOf(Builds.BuildResult, build.result),
    reason: wordOf(Builds.BuildReason, build.reason),
  }));
}

/** Pull requests that were recorded through the client library, as REST sends them. */
export function farosPullRequests(): any[] {
  return recorded('faros_pull_requests').map((pullRequest: any) => ({
    ...pullRequest,
    status: wordOf(Git.PullRequestStatus, pullRequest.status),
  }));
}

/** Builds of DevLake's tests, whose authors write two times as Python does. */
export function devlakeBuild(): any {
  const { raw, expected } = recorded('devlake_vectors').find(
    ({ stream }: any) => stream === 'builds',
  );
  const { start_time: startTime, finish_time: finishTime, ...rest } = raw;
  return { raw: { ...rest, startTime, finishTime }, expected };
}

/** The same of a job in a timeline. */
export function devlakeJob(): any {
  const { raw, expected } = recorded('devlake_vectors').find(
    ({ stream }: any) => stream === 'jobs',
  );
  const { start_time: startTime, finish_time: finishTime, ...rest } = raw;
  return { raw: { ...rest, startTime, finishTime }, expected };
}
