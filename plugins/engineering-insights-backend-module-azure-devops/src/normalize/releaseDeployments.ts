import type { JsonValue } from '@backstage/types';
import type { DeploymentFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { branchOf } from './branchOf';
import { instant, optionalInstant } from './instant';

const referenceSchema = z.object({ id: z.string() }).optional();

const itemSchema = z.object({
  deployment: z.object({
    id: z.number(),
    deploymentStatus: z.string(),
    operationStatus: z.string().nullish(),
    queuedOn: optionalInstant,
    startedOn: optionalInstant,
    completedOn: optionalInstant,
    lastModifiedOn: instant,
    release: z
      .object({
        name: z.string().nullish(),
        webAccessUri: z.string().nullish(),
      })
      .optional(),
    releaseEnvironment: z.object({ name: z.string().nullish() }).optional(),
  }),
  artifact: z
    .object({
      type: z.string().optional(),
      version: referenceSchema,
      branch: referenceSchema,
      sourceVersion: referenceSchema,
    })
    .optional(),
  build: z
    .object({
      id: z.number(),
      sha: z.string().optional(),
      ref: z.string().optional(),
    })
    .optional(),
});

type Item = z.infer<typeof itemSchema>;
type Deployment = Item['deployment'];

/** The statuses of a deployment that end an attempt. */
const BY_STATUS: Readonly<
  Record<string, DeploymentFact['outcome'] | undefined>
> = {
  succeeded: 'success',
  partiallySucceeded: 'success',
  failed: 'failure',
};

/**
 * What a deployment that did not take place came to: who refused it, or what
 * failed before it began. Answers write these words with a capital, or without.
 */
const BY_OPERATION: Readonly<
  Record<string, DeploymentFact['outcome'] | undefined>
> = {
  canceled: 'cancelled',
  rejected: 'cancelled',
  gatefailed: 'cancelled',
  phasecanceled: 'cancelled',
  phasefailed: 'failure',
};

export function normalizeReleaseDeployment(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { deployment, artifact, build } = value;
    const status = deployment.deploymentStatus;
    const outcome = outcomeOf(deployment);
    const finishedAt = outcome
      ? deployment.completedOn ?? deployment.lastModifiedOn
      : undefined;
    const ref = build?.ref ?? artifact?.branch?.id;
    const fact: DeploymentFact = {
      kind: 'deployment',
      externalId: `release/${deployment.id}`,
      sourceUpdatedAt: deployment.lastModifiedOn,
      url: deployment.release?.webAccessUri ?? undefined,
      environment: deployment.releaseEnvironment?.name,
      sha: shaOf(value),
      ref: ref ? branchOf(ref) : undefined,
      version: deployment.release?.name || undefined,
      startedAt: deployment.startedOn ?? deployment.queuedOn,
      finishedAt,
      outcome: outcome ?? 'unknown',
      sourceOutcome: status,
      statuses: statusesOf(deployment, finishedAt),
      pipelineRunExternalId: build && String(build.id),
    };
    return { result: 'ok', facts: [fact] };
  });
}

function outcomeOf({ deploymentStatus, operationStatus }: Deployment) {
  return deploymentStatus === 'notDeployed'
    ? BY_OPERATION[operationStatus?.toLowerCase() ?? '']
    : BY_STATUS[deploymentStatus];
}

/** Of a release of a repository itself the version is the revision. */
function shaOf({ artifact, build }: Item): string | undefined {
  return (
    artifact?.sourceVersion?.id ??
    build?.sha ??
    (artifact?.type === 'Git' ? artifact.version?.id : undefined)
  );
}

/** Azure DevOps keeps the present status alone, and the times at which the others were reached. */
function statusesOf(
  { queuedOn, startedOn, deploymentStatus }: Deployment,
  finishedAt: string | undefined,
): DeploymentFact['statuses'] {
  return [
    ...(queuedOn ? [{ at: queuedOn, state: 'queued' }] : []),
    ...(startedOn ? [{ at: startedOn, state: 'inProgress' }] : []),
    ...(finishedAt ? [{ at: finishedAt, state: deploymentStatus }] : []),
  ];
}
