import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { JenkinsClient } from '../client';
import { listJobs, type Job } from '../listJobs';
import { beginOf, listBuilds, readBuild, type Build } from '../readBuilds';
import { StageReader } from '../readStages';
import { ITEMS_PER_PAGE, toItems } from './toItems';

const BUILDS_PER_REQUEST = 50;
/** A job whose last build began so long ago, and ended, has no other one that still runs. */
const LONGEST_RUN = { days: 7 };
const FIELDS = 'nextBuildNumber,lastBuild[number,timestamp,building]';

/** How far a job was read. */
export type JobCursor = {
  /** The highest number that was read; 0 before the first. */
  last: number;
  /** Builds that had not ended. */
  open?: number[];
};

export type LiveCursor = {
  /** ISO 8601: what began before is left to history. */
  from: string;
  jobs: Record<string, JobCursor>;
};

/** Reads the builds that began or ended since, each job by its numbers, oldest first. */
export async function* readLive(
  client: JenkinsClient,
  options: ReadOptions<LiveCursor>,
): AsyncGenerator<Page<LiveCursor>> {
  const { scope, cursor, since, signal } = options;
  const from = cursor?.from ?? since;
  const stages = StageReader.create(client);
  const { externalId: fullName } = scope;
  const jobs = await listJobs(client, { fullName, fields: FIELDS, signal });
  const read: Record<string, JobCursor> = {};
  // What is known of jobs that are gone is left behind.
  for (const job of jobs) {
    const known = cursor?.jobs[job.fullName];
    if (known) read[job.fullName] = known;
  }
  for (const job of jobs) {
    const known = isNumberedAnew(job, read[job.fullName])
      ? undefined
      : read[job.fullName];
    const { builds, discarded } = await readChanged(client, {
      job,
      known,
      from,
      signal,
    });
    let reached: JobCursor = known ?? { last: 0 };
    for (let start = 0; start < builds.length; start += ITEMS_PER_PAGE) {
      const page = builds.slice(start, start + ITEMS_PER_PAGE);
      const items = await toItems(client, {
        job,
        builds: page,
        stages,
        signal,
      });
      reached = after(reached, page);
      read[job.fullName] = reached;
      yield { items, cursor: { from, jobs: { ...read } } };
    }
    read[job.fullName] = settle({ job, reached, discarded });
  }
  yield { items: [], cursor: { from, jobs: read } };
}

/** A job that was deleted and made again begins at 1. */
function isNumberedAnew(job: Job, known: JobCursor | undefined): boolean {
  return (
    known !== undefined &&
    job.nextBuildNumber !== undefined &&
    job.nextBuildNumber <= known.last
  );
}

/** New builds, and known ones that have ended by now, oldest first. */
async function readChanged(
  client: JenkinsClient,
  options: {
    job: Job;
    known: JobCursor | undefined;
    from: string;
    signal: AbortSignal;
  },
): Promise<{ builds: Build[]; discarded: number[] }> {
  const { job, known, from, signal } = options;
  const { last = 0, open = [] } = known ?? {};
  const builds = new Map<number, Build>();
  const discarded: number[] = [];
  if (hasNew(job, known, from)) {
    for (const build of await listNew(client, { job, last, from, signal }))
      builds.set(build.number, build);
  }
  for (const number of open) {
    const build = await readBuild(client, { job, number, signal });
    if (!build) discarded.push(number);
    else if (build.building !== true) builds.set(number, build);
  }
  return {
    builds: [...builds.values()].sort(
      (left, right) => left.number - right.number,
    ),
    discarded,
  };
}

function hasNew(job: Job, known: JobCursor | undefined, from: string): boolean {
  const { lastBuild } = job;
  if (!lastBuild) return false;
  if (known) return lastBuild.number > known.last;
  const longAgo = DateTime.fromISO(from).minus(LONGEST_RUN).toMillis();
  return lastBuild.building === true || lastBuild.timestamp >= longAgo;
}

/** Builds behind a number that began after an instant, or still run. */
async function listNew(
  client: JenkinsClient,
  options: { job: Job; last: number; from: string; signal: AbortSignal },
): Promise<Build[]> {
  const { job, last, from, signal } = options;
  const earliest = DateTime.fromISO(from).toMillis();
  const found: Build[] = [];
  for (let start = 0; ; start += BUILDS_PER_REQUEST) {
    const to = start + BUILDS_PER_REQUEST;
    const page = await listBuilds(client, { job, from: start, to, signal });
    const fresh = page.filter(({ number }) => number > last);
    const isEnd = page.some(build => beginOf(build) < earliest);
    found.push(
      ...fresh.filter(
        build => !(beginOf(build) < earliest) || build.building === true,
      ),
    );
    if (isEnd || fresh.length < BUILDS_PER_REQUEST) return found;
  }
}

function after(reached: JobCursor, page: readonly Build[]): JobCursor {
  const ended = new Set(
    page.filter(build => build.building !== true).map(({ number }) => number),
  );
  const begun = page
    .filter(build => build.building === true)
    .map(({ number }) => number);
  const open = [...new Set([...(reached.open ?? []), ...begun])].filter(
    number => !ended.has(number),
  );
  const last = Math.max(reached.last, ...page.map(({ number }) => number));
  return { last, ...(open.length > 0 && { open }) };
}

/** Where a job stands once all of it is read: an end that Jenkins discarded is not waited for. */
function settle(options: {
  job: Job;
  reached: JobCursor;
  discarded: readonly number[];
}): JobCursor {
  const { job, reached, discarded } = options;
  const open = reached.open?.filter(number => !discarded.includes(number));
  return {
    // What began before the first reading was listed, and is left to history.
    last: Math.max(reached.last, job.lastBuild?.number ?? 0),
    ...(open && open.length > 0 && { open }),
  };
}
