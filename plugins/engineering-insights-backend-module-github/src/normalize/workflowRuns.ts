import type { JsonValue } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  run: z.object({
    id: z.number(),
    name: z.string().nullish(),
    path: z.string().nullish(),
    html_url: z.string().optional(),
    head_branch: z.string().nullish(),
    head_sha: z.string().nullish(),
    event: z.string().nullish(),
    status: z.string().nullish(),
    conclusion: z.string().nullish(),
    run_attempt: z.number().int().positive().optional(),
    run_started_at: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string(),
  }),
});

const OUTCOME: Readonly<
  Record<string, PipelineRunFact['outcome'] | undefined>
> = {
  success: 'success',
  failure: 'failure',
  timed_out: 'failure',
  startup_failure: 'failure',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** Each attempt is a run of its own, so that a failure that a re-run passed stays known. */
export function pipelineRunExternalId(run: {
  id: number;
  run_attempt?: number;
}): string {
  return `${run.id}/${run.run_attempt ?? 1}`;
}

export function normalizeWorkflowRun(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ run }) => {
    const isCompleted = run.status === 'completed';
    const attempt = run.run_attempt ?? 1;
    const fact: PipelineRunFact = {
      kind: 'pipelineRun',
      externalId: pipelineRunExternalId(run),
      sourceUpdatedAt: run.updated_at,
      url: run.html_url,
      pipeline: fileNameOf(run.path) || run.name || String(run.id),
      branch: run.head_branch,
      sha: run.head_sha,
      trigger: run.event,
      attempt,
      // `created_at` is that of the first attempt.
      queuedAt: attempt === 1 ? run.created_at : undefined,
      startedAt: run.run_started_at ?? undefined,
      finishedAt: isCompleted ? run.updated_at : undefined,
      outcome:
        (isCompleted && run.conclusion && OUTCOME[run.conclusion]) || 'unknown',
      sourceOutcome: run.conclusion ?? run.status,
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** `.github/workflows/deploy.yml@main` is `deploy.yml`. */
function fileNameOf(path: string | null | undefined): string | undefined {
  return path?.split('@', 1)[0].split('/').at(-1);
}
