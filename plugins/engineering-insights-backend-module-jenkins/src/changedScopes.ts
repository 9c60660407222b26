import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { JenkinsClient } from './client';
import { namesOf } from './jobPathOf';
import { listJobs, type Job } from './listJobs';

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

/** Fewer are as quickly read as asked about. */
const AT_LEAST = 3;
/** By how much the clocks of Jenkins and of the portal may differ. */
const CLOCK_TOLERANCE = { minutes: 10 };
const FIELDS =
  'lastBuild[number,timestamp,building],' +
  'lastCompletedBuild[number,timestamp,duration]';

/** Which jobs began or ended a build, one request for each folder that holds several of them. */
export async function changedScopes(
  client: JenkinsClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { scopes, signal } = options;
  const since = DateTime.fromISO(options.since)
    .minus(CLOCK_TOLERANCE)
    .toMillis();
  const changed: ChangedScopes = [];
  for (const [folder, group] of byFolder(scopes)) {
    const jobs =
      group.length < AT_LEAST
        ? undefined
        : await jobsOf(client, { folder, group, signal });
    for (const scope of group) {
      const streams = !jobs || hasChanged(scope, jobs, since) ? ['builds'] : [];
      changed.push({ scope, streams });
    }
  }
  return changed;
}

function byFolder(scopes: readonly ScopeRef[]): Map<string, ScopeRef[]> {
  const folders = new Map<string, ScopeRef[]>();
  for (const scope of scopes) {
    const folder = namesOf(scope.externalId).slice(0, -1).join('/');
    folders.set(folder, [...(folders.get(folder) ?? []), scope]);
  }
  return folders;
}

/** Nothing where the user may not read the folder itself. */
async function jobsOf(
  client: JenkinsClient,
  options: {
    folder: string;
    group: readonly ScopeRef[];
    signal: AbortSignal;
  },
): Promise<Job[] | undefined> {
  const { folder, group, signal } = options;
  try {
    return await listJobs(client, {
      fullName: folder,
      fields: FIELDS,
      isWanted: deep =>
        group.some(({ externalId }) => isWithin(deep, externalId)),
      signal,
    });
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    ['NotAllowedError', 'NotFoundError'].includes(error.name)
  );
}

/** Reading tells what is wrong with a job that the folder does not have. */
function hasChanged(
  { externalId }: ScopeRef,
  jobs: readonly Job[],
  since: number,
): boolean {
  const own = jobs.filter(({ fullName }) => isWithin(fullName, externalId));
  return own.length === 0 || own.some(job => isActiveSince(job, since));
}

function isWithin(fullName: string, scopeName: string): boolean {
  return fullName === scopeName || fullName.startsWith(`${scopeName}/`);
}

function isActiveSince(job: Job, since: number): boolean {
  const { lastBuild, lastCompletedBuild } = job;
  if (!lastBuild) return false;
  const completedAt = lastCompletedBuild
    ? lastCompletedBuild.timestamp + (lastCompletedBuild.duration ?? 0)
    : 0;
  return (
    lastBuild.building === true ||
    lastBuild.timestamp >= since ||
    completedAt >= since
  );
}
