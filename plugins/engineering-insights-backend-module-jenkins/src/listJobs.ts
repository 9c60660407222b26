import type { JsonObject } from '@backstage/types';
import type { JenkinsClient } from './client';
import { decodeName } from './decodeName';
import { jobPathOf, namesOf } from './jobPathOf';

/** The first or last build of a job. */
export interface BuildMark {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly building?: boolean;
  readonly duration?: number;
}

/** Something of Jenkins that has builds. */
export interface Job {
  /** Its name behind those of its folders: `shop/payments/main`. */
  readonly fullName: string;
  /** Of a job that a multibranch project made: its branch, or `PR-12`. */
  readonly branch?: string;
  readonly nextBuildNumber?: number;
  readonly firstBuild?: BuildMark;
  readonly lastBuild?: BuildMark;
  readonly lastCompletedBuild?: BuildMark;
}

/** How many levels of folders one request takes in: an organisation's, a repository's and a branch's. */
const LEVELS = 2;

/** A folder, a multibranch project or a job, as Jenkins tells it. */
interface Item extends JsonObject {
  _class?: string;
  name?: string;
  jobs?: Item[];
}

/** The job that a name is, or those below the folder or multibranch project that it is, by name. */
export async function listJobs(
  client: JenkinsClient,
  options: {
    /** Empty for Jenkins itself. */
    readonly fullName: string;
    /** What is wanted of each job: `nextBuildNumber,lastBuild[number]`. */
    readonly fields: string;
    /** Which folders deep below are wanted; all of them where absent. */
    readonly isWanted?: (folder: string) => boolean;
    readonly signal: AbortSignal;
  },
): Promise<Job[]> {
  const { fullName, fields, isWanted = () => true, signal } = options;
  const item: Item = await client.get({
    path: `${jobPathOf(fullName)}/api/json`,
    tree: treeOf(fields, LEVELS),
    signal,
  });
  const jobs: Job[] = [];
  const deeper: string[] = [];
  collect({ item, fullName, levels: LEVELS, jobs, deeper });
  for (const folder of deeper.filter(isWanted))
    jobs.push(...(await listJobs(client, { ...options, fullName: folder })));
  return jobs.sort((left, right) => (left.fullName < right.fullName ? -1 : 1));
}

function treeOf(fields: string, levels: number): string {
  const below = levels === 0 ? 'name' : treeOf(fields, levels - 1);
  return `name,${fields},jobs[${below}]`;
}

function collect(options: {
  item: Item;
  fullName: string;
  branch?: string;
  levels: number;
  jobs: Job[];
  /** Folders whose jobs were not told of. */
  deeper: string[];
}): void {
  const { item, fullName, branch, levels, jobs, deeper } = options;
  if (!Array.isArray(item.jobs)) {
    jobs.push({ ...withoutNulls(item), fullName, branch });
    return;
  }
  if (levels === 0) {
    if (item.jobs.length > 0) deeper.push(fullName);
    return;
  }
  const isMultibranch = item._class?.endsWith('MultiBranchProject') ?? false;
  for (const child of item.jobs) {
    const name = child.name ?? '';
    collect({
      ...options,
      item: child,
      fullName: [...namesOf(fullName), name].join('/'),
      branch: isMultibranch ? decodeName(name) : undefined,
      levels: levels - 1,
    });
  }
}

/** A job without builds has `null` where others have one. */
function withoutNulls(item: Item): Omit<Job, 'fullName'> {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== null),
  );
}
