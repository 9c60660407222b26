import { Jobs, Pipelines } from '@gitbeaker/rest';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Asking, GitlabClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizePipeline } from '../normalize/pipelines';
import { pick } from './pick';
import { readAll } from './readAll';
import { readUpdated, type UpdatedCursor } from './readUpdated';

const PAGE_SIZE = 100;
/** Each asks for its jobs. */
const AT_ONCE = 10;

interface Reading {
  readonly client: GitlabClient;
  readonly scope: ScopeRef;
  readonly asking: Asking;
}

interface Pipeline {
  id: number;
  updated_at: string;
}

interface Job {
  id: number;
  artifacts?: { file_type: string }[];
}

export function pipelinesStream(client: GitlabClient): Stream<UpdatedCursor> {
  return {
    name: 'pipelines',
    produces: ['pipelineRun'],
    personal: [],
    identify(item) {
      const { pipeline } = item as { pipeline: JsonObject };
      return {
        externalId: String(pipeline.id),
        updatedAt: instantOf(pipeline.updated_at ?? pipeline.finished_at),
      };
    },
    read({ scope, signal, ...options }) {
      const reading: Reading = {
        client,
        scope,
        asking: { signal, role: 'Reporter' },
      };
      return readUpdated<Pipeline>(
        {
          readPage: query =>
            client.get(reading.asking, Pipelines, pipelines =>
              pipelines.all(scope.externalId, { perPage: PAGE_SIZE, ...query }),
            ),
          idOf: ({ id }) => id,
          atOnce: AT_ONCE,
          toItems: pipelines => toItems(reading, pipelines),
        },
        options,
      );
    },
    normalize: normalizePipeline,
  };
}

async function toItems(
  reading: Reading,
  pipelines: readonly Pipeline[],
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const pipeline of pipelines) {
    const jobs = await readJobs(reading, pipeline.id);
    // Only a job that keeps a report of tests makes GitLab count them.
    const hasTests = jobs.some(({ artifacts }) =>
      artifacts?.some(artifact => artifact.file_type === 'junit'),
    );
    items.push({
      from: 'rest',
      pipeline: projectPipeline(pipeline),
      jobs: jobs.map(projectJob),
      ...(hasTests && { tests: await readTests(reading, pipeline.id) }),
    });
  }
  return items;
}

/** What is used of a pipeline; the rest of what GitLab sends is links and accounts. */
export function projectPipeline(pipeline: object): JsonObject {
  return pick(pipeline, [
    'id',
    'ref',
    'sha',
    'status',
    'source',
    'web_url',
    'url',
    'created_at',
    'updated_at',
    'finished_at',
  ]);
}

/** What is used of a job. */
export function projectJob(job: object): JsonObject {
  return pick(job, ['id', 'name', 'status', 'started_at', 'finished_at']);
}

function readJobs(
  { client, scope, asking }: Reading,
  pipelineId: number,
): Promise<Job[]> {
  return readAll<Job>(query =>
    client.get<Jobs, Job[]>(asking, Jobs, jobs =>
      jobs.all(scope.externalId, {
        pipelineId,
        includeRetried: true,
        ...(query as object),
      }),
    ),
  );
}

async function readTests(
  { client, scope, asking }: Reading,
  pipelineId: number,
): Promise<JsonObject> {
  const { data } = await client.get(asking, Pipelines, pipelines =>
    pipelines.showTestReportSummary(scope.externalId, pipelineId),
  );
  return pick(data.total, ['count', 'failed', 'error', 'skipped']);
}
