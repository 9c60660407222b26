import type { JsonValue } from '@backstage/types';
import type { DeploymentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { pipelineRunExternalId } from './workflowRuns';

const graphqlDeploymentSchema = z.object({
  databaseId: z.number(),
  environment: z.string().nullish(),
  commitOid: z.string(),
  ref: z.object({ name: z.string() }).nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
  statuses: z.object({
    nodes: z.array(z.object({ state: z.string(), createdAt: z.string() })),
  }),
});

const restDeploymentSchema = z.object({
  id: z.number(),
  environment: z.string().nullish(),
  sha: z.string(),
  ref: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
});

const itemSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('graphql'), deployment: graphqlDeploymentSchema }),
  z.object({
    from: z.literal('webhook'),
    deployment: restDeploymentSchema,
    status: z.object({ state: z.string(), created_at: z.string() }).optional(),
    workflowRun: z
      .object({ id: z.number(), run_attempt: z.number().optional() })
      .optional(),
  }),
]);

/** The states that end an attempt. `inactive` says that a later one replaced it, and is no outcome. */
const TERMINAL: Readonly<
  Record<string, DeploymentFact['outcome'] | undefined>
> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
};

export function normalizeDeployment(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    if (value.from === 'graphql') {
      return { result: 'ok', facts: [fromGraphql(value.deployment)] };
    }
    return fromWebhook(value);
  });
}

function fromGraphql(
  value: z.infer<typeof graphqlDeploymentSchema>,
): DeploymentFact {
  const statuses = value.statuses.nodes
    .map(status => ({
      at: status.createdAt,
      state: status.state.toLowerCase(),
    }))
    .sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
  const terminal = statuses.filter(status => TERMINAL[status.state]);
  const deciding =
    terminal.find(status => TERMINAL[status.state] === 'success') ??
    terminal.at(0);
  return {
    kind: 'deployment',
    externalId: String(value.databaseId),
    // A new status does not always move `updatedAt`.
    sourceUpdatedAt: latestOf([
      value.updatedAt,
      ...statuses.map(status => status.at),
    ]),
    environment: value.environment,
    sha: value.commitOid,
    ref: value.ref?.name,
    startedAt: value.createdAt,
    finishedAt: terminal.at(0)?.at,
    outcome: (deciding && TERMINAL[deciding.state]) ?? 'unknown',
    sourceOutcome: (deciding ?? statuses.at(-1))?.state,
    statuses,
  };
}

/** A webhook names one status; which others there were, only a reading knows. */
function fromWebhook(
  value: Extract<z.infer<typeof itemSchema>, { from: 'webhook' }>,
): NormalizeResult {
  const { deployment, status, workflowRun } = value;
  if (status?.state === 'inactive') {
    return {
      result: 'ignored',
      reason: 'inactive is no outcome of a deployment',
    };
  }
  const outcome = status && TERMINAL[status.state];
  const fact: DeploymentFact = {
    kind: 'deployment',
    externalId: String(deployment.id),
    sourceUpdatedAt: status?.created_at ?? deployment.updated_at,
    environment: deployment.environment,
    sha: deployment.sha,
    ref: deployment.ref,
    startedAt: deployment.created_at,
    finishedAt: outcome && status.created_at,
    outcome: outcome ?? 'unknown',
    sourceOutcome: status?.state,
    pipelineRunExternalId: workflowRun && pipelineRunExternalId(workflowRun),
  };
  return { result: 'ok', facts: [fact] };
}

function latestOf(instants: readonly string[]): string {
  return instants.reduce((left, right) =>
    Date.parse(right) > Date.parse(left) ? right : left,
  );
}
