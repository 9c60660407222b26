import type { JsonValue } from '@backstage/types';
import type { DeploymentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { branchOf } from './branchOf';
import { optionalInstant } from './instant';

const itemSchema = z.object({
  project: z.string(),
  environment: z.object({ id: z.number(), name: z.string() }),
  record: z.object({
    id: z.number(),
    queueTime: optionalInstant,
    startTime: optionalInstant,
    finishTime: optionalInstant,
    result: z.string().nullish(),
  }),
  build: z
    .object({
      id: z.number(),
      sha: z.string().optional(),
      ref: z.string().optional(),
    })
    .optional(),
});

type DeploymentRecord = z.infer<typeof itemSchema>['record'];

const OUTCOME: Readonly<Record<string, DeploymentFact['outcome'] | undefined>> =
  {
    succeeded: 'success',
    succeededWithIssues: 'success',
    failed: 'failure',
    canceled: 'cancelled',
    // Its condition was not met, or nobody approved it.
    skipped: 'cancelled',
    abandoned: 'cancelled',
  };

export function normalizeEnvironmentDeployment(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { project, environment, record, build } = value;
    const outcome = record.finishTime && OUTCOME[record.result ?? ''];
    const fact: DeploymentFact = {
      kind: 'deployment',
      externalId: `environment/${record.id}`,
      sourceUpdatedAt:
        record.finishTime ?? record.startTime ?? record.queueTime,
      url:
        build &&
        `${baseUrl}/${encodeURIComponent(project)}/_build/results?buildId=${
          build.id
        }`,
      environment: environment.name,
      sha: build?.sha,
      ref: build?.ref && branchOf(build.ref),
      startedAt: record.startTime ?? record.queueTime,
      finishedAt: record.finishTime,
      outcome: outcome || 'unknown',
      sourceOutcome: record.result,
      statuses: statusesOf(record),
      pipelineRunExternalId: build && String(build.id),
    };
    return { result: 'ok', facts: [fact] };
  });
}

function statusesOf(record: DeploymentRecord): DeploymentFact['statuses'] {
  const { queueTime, startTime, finishTime, result } = record;
  return [
    ...(queueTime ? [{ at: queueTime, state: 'queued' }] : []),
    ...(startTime ? [{ at: startTime, state: 'inProgress' }] : []),
    ...(finishTime && result ? [{ at: finishTime, state: result }] : []),
  ];
}
