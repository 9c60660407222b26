import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { JenkinsClient } from '../client';
import { listJobs, type Job } from '../listJobs';
import { beginOf, listBuilds, type Build } from '../readBuilds';
import { StageReader } from '../readStages';
import { ITEMS_PER_PAGE, toItems } from './toItems';

const BUILDS_PER_REQUEST = 50;
const FIELDS = 'firstBuild[number,timestamp],lastBuild[number,timestamp]';

export type HistoryCursor = {
  /** The job that is being read; those before it by name were read. */
  job: string;
  /** How many of its builds were passed, from the newest on. */
  offset: number;
  /** The lowest number among them. */
  below?: number;
  /** All of them that are wanted were read. */
  isDone?: true;
};

/** Reads the builds that began before, job by job, newest first. */
export async function* readHistory(
  client: JenkinsClient,
  options: ReadOptions<HistoryCursor>,
): AsyncGenerator<Page<HistoryCursor>> {
  const { scope, signal } = options;
  const [since, until] = [toMillis(options.since), toMillis(options.until)];
  const { externalId: fullName } = scope;
  const stages = StageReader.create(client);
  const jobs = await listJobs(client, { fullName, fields: FIELDS, signal });
  let cursor = options.cursor ?? { job: '', offset: 0 };
  for (const job of jobs) {
    if (job.fullName < cursor.job) continue;
    if (job.fullName !== cursor.job) cursor = { job: job.fullName, offset: 0 };
    const { lastBuild } = job;
    if (!lastBuild || lastBuild.timestamp < since) continue;
    while (!cursor.isDone) {
      const older = await readOlder(client, { job, cursor, signal });
      const isEnd =
        older.isLast || older.builds.some(build => beginOf(build) < since);
      let start = 0;
      do {
        const page = older.builds.slice(start, start + ITEMS_PER_PAGE);
        start += page.length;
        const isDone = isEnd && start === older.builds.length;
        cursor = {
          job: job.fullName,
          offset: older.offset + start,
          below: page.at(-1)?.number ?? cursor.below,
          ...(isDone && { isDone }),
        };
        const builds = page.filter(
          build => !(beginOf(build) < since || beginOf(build) >= until),
        );
        yield {
          items: await toItems(client, { job, builds, stages, signal }),
          cursor,
          // Of several jobs one says nothing of the others.
          ...(jobs.length === 1 && coveredBy(builds)),
        };
      } while (start < older.builds.length);
    }
  }
  yield { items: [], cursor, heldFrom: heldFrom(jobs, since) };
}

/** The builds behind those that were read. */
async function readOlder(
  client: JenkinsClient,
  options: { job: Job; cursor: HistoryCursor; signal: AbortSignal },
): Promise<{ builds: Build[]; offset: number; isLast: boolean }> {
  const { job, signal } = options;
  const { offset, below = Infinity } = options.cursor;
  // Reads the last one again: it shows whether builds above it were deleted and
  // the others moved up. New builds move them down, which harms nothing.
  const from = Math.max(0, offset - 1);
  const to = offset + BUILDS_PER_REQUEST;
  const listed = await listBuilds(client, { job, from, to, signal });
  const hasMovedUp = offset > 0 && !(listed[0]?.number >= below);
  if (hasMovedUp) {
    const cursor = { job: job.fullName, offset: 0, below };
    return readOlder(client, { ...options, cursor });
  }
  const builds = listed.filter(({ number }) => number < below);
  return {
    builds,
    offset: from + listed.length - builds.length,
    isLast: listed.length < to - from,
  };
}

function coveredBy(builds: readonly Build[]): Pick<Page, 'coveredFrom'> {
  const oldest = builds.at(-1);
  return oldest ? { coveredFrom: toIso(beginOf(oldest)) } : {};
}

/** Since when Jenkins keeps the builds of all jobs: one whose first build is not its number 1 has lost older ones. */
function heldFrom(jobs: readonly Job[], since: number): string | undefined {
  const limits = jobs.flatMap(({ firstBuild }) =>
    firstBuild && firstBuild.number > 1 && firstBuild.timestamp > since
      ? [firstBuild.timestamp]
      : [],
  );
  return limits.length > 0 ? toIso(Math.max(...limits)) : undefined;
}

function toMillis(instant: string): number {
  return DateTime.fromISO(instant).toMillis();
}

function toIso(milliseconds: number): string | undefined {
  return (
    DateTime.fromMillis(milliseconds, { zone: 'utc' }).toISO() ?? undefined
  );
}
