import type { JsonValue } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { branchOf } from './branchOf';
import { instant, optionalInstant } from './instant';

const recordSchema = z.object({
  type: z.enum(['Stage', 'Job']),
  name: z.string(),
  identifier: z.string().nullish(),
  result: z.string().nullish(),
  attempt: z.number().nullish(),
  order: z.number().nullish(),
  startTime: optionalInstant,
  finishTime: optionalInstant,
});

const itemSchema = z.object({
  build: z.object({
    id: z.number(),
    status: z.string(),
    result: z.string().nullish(),
    reason: z.string().nullish(),
    queueTime: instant,
    startTime: optionalInstant,
    finishTime: optionalInstant,
    lastChangedDate: optionalInstant,
    sourceBranch: z.string().nullish(),
    sourceVersion: z.string().nullish(),
    definition: z.object({ id: z.number(), name: z.string() }),
    web: z.object({ href: z.string() }).optional(),
  }),
  timeline: z.array(recordSchema),
  tests: z
    .object({ total: z.number(), passed: z.number(), skipped: z.number() })
    .optional(),
});

type Item = z.infer<typeof itemSchema>;
type TimelineRecord = z.infer<typeof recordSchema>;
type Outcome = PipelineRunFact['outcome'];

const OUTCOME: Readonly<Record<string, Outcome | undefined>> = {
  succeeded: 'success',
  // All ended, and some with warnings or with a failure that was let pass.
  partiallySucceeded: 'success',
  succeededWithIssues: 'success',
  failed: 'failure',
  canceled: 'cancelled',
  abandoned: 'cancelled',
  skipped: 'skipped',
};

/** The stage that Azure DevOps makes for a pipeline without any. */
const IMPLICIT_STAGE = '__default';

export function normalizeBuild(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ build, timeline, tests }) => {
    const fact: PipelineRunFact = {
      kind: 'pipelineRun',
      externalId: String(build.id),
      sourceUpdatedAt: build.lastChangedDate ?? build.finishTime,
      url: build.web?.href,
      pipeline: build.definition.name,
      branch: build.sourceBranch ? branchOf(build.sourceBranch) : undefined,
      sha: build.sourceVersion || undefined,
      trigger: build.reason,
      // A build that is run again stays the same, and its stages count.
      attempt: Math.max(1, ...timeline.map(({ attempt }) => attempt ?? 1)),
      queuedAt: build.queueTime,
      startedAt: build.startTime,
      finishedAt: build.status === 'completed' ? build.finishTime : undefined,
      outcome: OUTCOME[build.result ?? ''] ?? 'unknown',
      sourceOutcome: build.result ?? build.status,
      stages: stagesOf(timeline),
      tests: tests && testsOf(tests),
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** The stages; of a pipeline that has none its jobs. */
function stagesOf(
  timeline: readonly TimelineRecord[],
): PipelineRunFact['stages'] {
  const stages = timeline.filter(
    ({ type, identifier, name }) =>
      type === 'Stage' &&
      identifier !== IMPLICIT_STAGE &&
      name !== IMPLICIT_STAGE,
  );
  const shown =
    stages.length > 0 ? stages : timeline.filter(({ type }) => type === 'Job');
  return [...shown]
    .sort((left, right) => (left.order ?? 0) - (right.order ?? 0))
    .map(({ name, startTime, finishTime, result }) => ({
      name,
      startedAt: startTime,
      finishedAt: finishTime,
      outcome: OUTCOME[result ?? ''] ?? 'unknown',
    }));
}

/** What neither passed nor was left out failed, or never came to an end. */
function testsOf({ total, passed, skipped }: NonNullable<Item['tests']>) {
  return { total, failed: Math.max(0, total - passed - skipped), skipped };
}
