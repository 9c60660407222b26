import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JenkinsClient } from './client';
import { jobPathOf } from './jobPathOf';
import type { Job } from './listJobs';

/** A build as Jenkins tells it, with what a normalised one needs. */
export interface Build extends JsonObject {
  number: number;
  /** Milliseconds since 1970: when it left the queue. */
  timestamp: number;
}

/** When a build began; NaN where Jenkins tells no number, so that normalising says what is wrong with it. */
export function beginOf({ timestamp }: Build): number {
  return typeof timestamp === 'number' ? timestamp : NaN;
}

const FIELDS =
  'number,timestamp,duration,building,result,actions[' +
  'causes[upstreamProject],lastBuiltRevision[SHA1,branch[name]],remoteUrls,' +
  'queuingDurationMillis,totalCount,failCount,skipCount]';

/** Some builds of a job, newest first, by their positions from the newest on. */
export async function listBuilds(
  client: JenkinsClient,
  options: {
    readonly job: Job;
    readonly from: number;
    readonly to: number;
    readonly signal: AbortSignal;
  },
): Promise<Build[]> {
  const { job, from, to, signal } = options;
  const path = `${jobPathOf(job.fullName)}/api/json`;
  // `builds` would end after the hundredth.
  const tree = `allBuilds[${FIELDS}]{${from},${to}}`;
  const { allBuilds = [] } = await client.get({ path, tree, signal });
  if (!Array.isArray(allBuilds) || !allBuilds.every(isBuild)) {
    throw new SourceFailureError(
      `Jenkins' list of builds at ${path} has no numbers.`,
    );
  }
  return allBuilds;
}

/** One build; nothing where Jenkins has discarded it. */
export async function readBuild(
  client: JenkinsClient,
  options: {
    readonly job: Job;
    readonly number: number;
    readonly signal: AbortSignal;
  },
): Promise<Build | undefined> {
  const { job, number, signal } = options;
  const path = `${jobPathOf(job.fullName)}/${number}/api/json`;
  try {
    const build = await client.get({ path, tree: FIELDS, signal });
    return isBuild(build) ? build : undefined;
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

function isBuild(value: JsonValue | undefined): value is Build {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value.number === 'number'
  );
}
