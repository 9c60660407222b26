import type { JsonValue } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instant } from './instant';

const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  started_at: instant.nullish(),
  finished_at: instant.nullish(),
});

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  pipeline: z.object({
    id: z.number(),
    ref: z.string().nullish(),
    sha: z.string().nullish(),
    status: z.string(),
    source: z.string().nullish(),
    web_url: z.string().optional(),
    url: z.string().nullish(),
    created_at: instant,
    updated_at: instant.nullish(),
    finished_at: instant.nullish(),
  }),
  jobs: z.array(jobSchema),
  tests: z
    .object({
      count: z.number(),
      failed: z.number(),
      error: z.number(),
      skipped: z.number(),
    })
    .optional(),
});

type Item = z.infer<typeof itemSchema>;
type Job = z.infer<typeof jobSchema>;

/** A project has one file that defines its pipelines; what starts one tells them apart. */
const PIPELINE = '.gitlab-ci.yml';

const OUTCOME: Readonly<
  Record<string, PipelineRunFact['outcome'] | undefined>
> = {
  success: 'success',
  failed: 'failure',
  canceled: 'cancelled',
  skipped: 'skipped',
};

export function normalizePipeline(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ pipeline, jobs, tests }) => {
    const outcome = OUTCOME[pipeline.status];
    const starts = instantsOf(jobs.map(job => job.started_at));
    const ends = instantsOf([
      pipeline.finished_at,
      ...jobs.map(job => job.finished_at),
    ]);
    const finishedAt = outcome ? ends.at(-1) : undefined;
    const fact: PipelineRunFact = {
      kind: 'pipelineRun',
      externalId: String(pipeline.id),
      // A webhook tells no time of change, and the latest time in it is none before.
      sourceUpdatedAt:
        pipeline.updated_at ??
        instantsOf([pipeline.created_at, ...starts, ...ends]).at(-1),
      url: pipeline.web_url ?? pipeline.url,
      pipeline: PIPELINE,
      branch: pipeline.ref,
      sha: pipeline.sha,
      trigger: pipeline.source,
      // A retried job keeps its pipeline, which has no attempts of its own.
      attempt: 1,
      queuedAt: pipeline.created_at,
      startedAt: starts.at(0),
      finishedAt,
      outcome: outcome ?? 'unknown',
      sourceOutcome: pipeline.status,
      stages: stagesOf(jobs),
      tests: tests && testsOf(tests),
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** The jobs, as that is where a policy looks for a deployment; a retried one stands twice, its last run at the end. */
function stagesOf(jobs: readonly Job[]): PipelineRunFact['stages'] {
  return [...jobs]
    .sort((left, right) => left.id - right.id)
    .map(job => ({
      name: job.name,
      startedAt: job.started_at,
      finishedAt: job.finished_at,
      outcome: OUTCOME[job.status] ?? 'unknown',
    }));
}

function testsOf(tests: NonNullable<Item['tests']>) {
  return {
    total: tests.count,
    failed: tests.failed + tests.error,
    skipped: tests.skipped,
  };
}

function instantsOf(values: readonly (string | null | undefined)[]): string[] {
  return values
    .flatMap(value => value ?? [])
    .sort((left, right) => Date.parse(left) - Date.parse(right));
}
