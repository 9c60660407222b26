import type { JsonObject, JsonValue } from '@backstage/types';
import type { JenkinsClient } from '../client';
import { jobPathOf } from '../jobPathOf';
import type { Job } from '../listJobs';
import { projectBuild } from '../projectBuild';
import type { Build } from '../readBuilds';
import type { StageReader } from '../readStages';

/** How many builds are kept at once. The stages of each are a request, and what fails is read again from the page before. */
export const ITEMS_PER_PAGE = 10;

/** A build with its job and its stages, as it is stored. */
export interface BuildItem extends JsonObject {
  job: { fullName: string; branch?: string };
  build: Build;
}

/** What is stored of builds, with the stages of those that have any. */
export async function toItems(
  client: JenkinsClient,
  options: {
    readonly job: Job;
    readonly builds: readonly Build[];
    readonly stages: StageReader;
    readonly signal: AbortSignal;
  },
): Promise<JsonValue[]> {
  const { job, builds, stages: reader, signal } = options;
  const { fullName, branch } = job;
  const items: JsonValue[] = [];
  for (const build of builds) {
    const stages = await reader.read({ job, build, signal });
    items.push({
      job: { fullName, ...(branch !== undefined && { branch }) },
      url: `${client.baseUrl}${jobPathOf(fullName)}/${build.number}/`,
      build: projectBuild(build),
      ...(stages && { stages }),
    });
  }
  return items;
}
