import type { JsonValue } from '@backstage/types';
import type { DeploymentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instant } from './instant';

const restSchema = z.object({
  id: z.number(),
  ref: z.string().nullish(),
  sha: z.string(),
  // Older versions told no status of a deployment, and always one of its job.
  status: z.string().optional(),
  created_at: instant,
  updated_at: instant.optional(),
  environment: z.object({ name: z.string() }).nullish(),
  deployable: z
    .object({
      started_at: instant.nullish(),
      finished_at: instant.nullish(),
      web_url: z.string().nullish(),
      pipeline: z.object({ id: z.number() }).nullish(),
    })
    .nullish(),
});

const webhookSchema = z.object({
  id: z.number(),
  ref: z.string().nullish(),
  sha: z.string(),
  status: z.string(),
  status_changed_at: instant,
  environment: z.string().nullish(),
  deployable_url: z.string().nullish(),
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('rest'), deployment: restSchema }),
  z.object({ from: z.literal('webhook'), deployment: webhookSchema }),
]);

/** The statuses that end an attempt. */
const TERMINAL: Readonly<
  Record<string, DeploymentFact['outcome'] | undefined>
> = {
  success: 'success',
  failed: 'failure',
  canceled: 'cancelled',
};

export function normalizeDeployment(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value =>
    value.from === 'rest'
      ? { result: 'ok', facts: [fromRest(value.deployment)] }
      : fromWebhook(value.deployment),
  );
}

function fromRest(value: z.infer<typeof restSchema>): DeploymentFact {
  const { status, deployable, created_at: createdAt } = value;
  const outcome = status ? TERMINAL[status] : undefined;
  // One that a tool recorded has no job; its last change is then its end.
  const finishedAt = outcome
    ? deployable?.finished_at ?? value.updated_at
    : undefined;
  const startedAt = deployable?.started_at ?? createdAt;
  return {
    kind: 'deployment',
    externalId: String(value.id),
    sourceUpdatedAt: value.updated_at,
    url: deployable?.web_url,
    environment: value.environment?.name,
    sha: value.sha,
    ref: value.ref,
    startedAt,
    finishedAt,
    outcome: outcome ?? 'unknown',
    sourceOutcome: status,
    statuses: statusesOf({
      createdAt,
      startedAt: deployable?.started_at ?? undefined,
      finishedAt,
      status,
    }),
    pipelineRunExternalId: deployable?.pipeline
      ? String(deployable.pipeline.id)
      : undefined,
  };
}

/** GitLab keeps the present status alone, and the times at which the others were reached. */
function statusesOf(told: {
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  status?: string;
}): DeploymentFact['statuses'] {
  const { createdAt, startedAt, finishedAt, status } = told;
  return [
    { at: createdAt, state: 'created' },
    ...(startedAt ? [{ at: startedAt, state: 'running' }] : []),
    ...(finishedAt && status ? [{ at: finishedAt, state: status }] : []),
  ];
}

/** A webhook names one status; when it began, only a reading knows. */
function fromWebhook(value: z.infer<typeof webhookSchema>): NormalizeResult {
  const { status, status_changed_at: at } = value;
  const outcome = TERMINAL[status];
  const fact: DeploymentFact = {
    kind: 'deployment',
    externalId: String(value.id),
    sourceUpdatedAt: at,
    url: value.deployable_url,
    environment: value.environment,
    sha: value.sha,
    ref: value.ref,
    startedAt: status === 'running' ? at : undefined,
    finishedAt: outcome && at,
    outcome: outcome ?? 'unknown',
    sourceOutcome: status,
  };
  return { result: 'ok', facts: [fact] };
}
