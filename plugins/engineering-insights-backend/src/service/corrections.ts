import { NotFoundError } from '@backstage/errors';
import { parseEntityRef } from '@backstage/catalog-model';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import {
  findDeploymentTarget,
  findIncidentTargets,
  type FoundTarget,
} from '../database/operations/marks/findMarkTargets';
import {
  revokeMark,
  setMark,
  type MarkContent,
} from '../database/operations/marks/setMark';
import type { Authorise } from './authorise';

/** What a correction needs of the service. */
export interface CorrectionContext {
  readonly knex: Knex;
  readonly authorise: Authorise;
  /** Derives anew in the background. */
  readonly onCorrected: () => void;
}

async function isVisible(options: {
  context: CorrectionContext;
  credentials: BackstageCredentials;
  target: FoundTarget;
}): Promise<boolean> {
  const { context, credentials, target } = options;
  try {
    await context.authorise.toRead({
      credentials,
      entity: parseEntityRef(target.entityRef),
    });
    return true;
  } catch (error) {
    if (error instanceof NotFoundError) {
      return false;
    }
    throw error;
  }
}

async function deriveAnew(options: {
  knex: Knex;
  targets: readonly FoundTarget[];
}): Promise<void> {
  await addDirtyMarks({
    knex: options.knex,
    entityIds: options.targets.map(target => target.entityId),
    // The whole delivery: what fails or recovers reaches back to rollouts before the one that is marked.
    fromAt: '-infinity',
    reason: 'mark',
  });
}

/** The deployment, where the caller may see its entity. */
async function visibleDeployment(options: {
  context: CorrectionContext;
  credentials: BackstageCredentials;
  deploymentId: string;
}): Promise<FoundTarget> {
  const { context, credentials, deploymentId } = options;
  const target = await findDeploymentTarget({
    knex: context.knex,
    deploymentId,
  });
  if (!target || !(await isVisible({ context, credentials, target }))) {
    throw new NotFoundError(
      `There is no deployment ${deploymentId} that you may see. It may have been derived anew: load the list again.`,
    );
  }
  return target;
}

/** Says by hand whether a deployment failed. */
export async function markDeployment(options: {
  context: CorrectionContext;
  credentials: BackstageCredentials;
  deploymentId: string;
  content: MarkContent;
  userRef: string;
}): Promise<void> {
  const { context, content, userRef } = options;
  const target = await visibleDeployment(options);
  await context.knex.transaction(async knex => {
    await setMark({ knex, target, content, userRef });
    await deriveAnew({ knex, targets: [target] });
  });
  context.onCorrected();
}

/** Takes back what was said by hand of a deployment. */
export async function unmarkDeployment(options: {
  context: CorrectionContext;
  credentials: BackstageCredentials;
  deploymentId: string;
  userRef: string;
}): Promise<void> {
  const { context, userRef } = options;
  const target = await visibleDeployment(options);
  await context.knex.transaction(async knex => {
    if (!(await revokeMark({ knex, target, userRef }))) {
      throw new NotFoundError('Nothing was said by hand of this deployment.');
    }
    await deriveAnew({ knex, targets: [target] });
  });
  context.onCorrected();
}

/** Says by hand what caused an incident: for the deployment's entity, or for all that the caller sees. */
export async function attributeIncident(options: {
  context: CorrectionContext;
  credentials: BackstageCredentials;
  incidentId: string;
  attribution: { deploymentId: string } | { isCausedByChange: false };
  userRef: string;
}): Promise<void> {
  const { context, credentials, incidentId, attribution, userRef } = options;
  const found = await findIncidentTargets({ knex: context.knex, incidentId });
  const visible: FoundTarget[] = [];
  for (const target of found) {
    if (await isVisible({ context, credentials, target })) {
      visible.push(target);
    }
  }
  const deployment =
    'deploymentId' in attribution
      ? await visibleDeployment({
          context,
          credentials,
          deploymentId: attribution.deploymentId,
        })
      : undefined;
  const targets = visible.filter(
    target => !deployment || target.entityId === deployment.entityId,
  );
  if (targets.length === 0) {
    throw new NotFoundError(
      `There is no incident ${incidentId} that you may see there.`,
    );
  }
  const content: MarkContent = deployment
    ? {
        isCausedByChange: true,
        deploymentScopeId: deployment.scopeId,
        deploymentExternalId: deployment.externalId,
      }
    : { isCausedByChange: false };
  await context.knex.transaction(async knex => {
    for (const target of targets) {
      await setMark({ knex, target, content, userRef });
    }
    await deriveAnew({ knex, targets });
  });
  context.onCorrected();
}
