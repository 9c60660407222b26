import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import type { JsonArray, JsonObject, JsonValue } from '@backstage/types';
import type { JenkinsClient } from './client';
import { jobPathOf } from './jobPathOf';
import type { Job } from './listJobs';
import type { Build } from './readBuilds';

const PIPELINE_BUILD = 'org.jenkinsci.plugins.workflow.job.WorkflowRun';
const KEYS = ['name', 'status', 'startTimeMillis', 'durationMillis'];

/** Asks for the stages of finished builds of pipelines, as the plugin Pipeline: Stage View tells them. */
export class StageReader {
  readonly #client: JenkinsClient;
  /** Jobs of which Jenkins knows no stages, so that it is not asked again for each build. */
  readonly #withoutStages = new Set<string>();

  static create(client: JenkinsClient): StageReader {
    return new StageReader(client);
  }

  private constructor(client: JenkinsClient) {
    this.#client = client;
  }

  async read(options: {
    job: Job;
    build: Build;
    signal: AbortSignal;
  }): Promise<JsonArray | undefined> {
    const { job, build, signal } = options;
    const isAsked =
      build._class === PIPELINE_BUILD &&
      build.building !== true &&
      !this.#withoutStages.has(job.fullName);
    if (!isAsked) return undefined;
    const path = jobPathOf(job.fullName);
    const told = await this.#find(`${path}/${build.number}`, signal);
    if (told) return stagesOf(told);
    // Either this build was discarded just now, or the plugin is not installed.
    const isKnown = await this.#find(path, signal);
    if (!isKnown) this.#withoutStages.add(job.fullName);
    return undefined;
  }

  async #find(path: string, signal: AbortSignal) {
    try {
      return await this.#client.get({ path: `${path}/wfapi/describe`, signal });
    } catch (error) {
      if (isNotFoundError(error)) return undefined;
      throw error;
    }
  }
}

function stagesOf({ stages }: JsonObject): JsonArray {
  return Array.isArray(stages) ? stages.map(projectStage) : [];
}

/** The rest of what Jenkins sends is links, messages of errors and the nodes that ran it. */
export function projectStage(stage: JsonValue): JsonValue {
  if (typeof stage !== 'object' || stage === null || Array.isArray(stage))
    return stage;
  return Object.fromEntries(KEYS.map(key => [key, stage[key] ?? null]));
}
