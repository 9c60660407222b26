import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import {
  findDeploymentTarget,
  findIncidentTargets,
  type FoundTarget,
} from '../database/operations/marks/findMarkTargets';
import { findMarksMadeWith } from '../database/operations/marks/findMarksMadeWith';
import {
  revokeMark,
  type RevokedMark,
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

interface Correcting {
  readonly context: CorrectionContext;
  readonly credentials: BackstageCredentials;
  readonly userRef: string;
}

/** What was said of one fact for one entity; null where nothing is in force. */
export interface CorrectionChange {
  readonly entityRef: string;
  readonly fact: string;
  readonly before: RevokedMark | null;
  readonly after: MarkContent | null;
}

/** Those that the caller may correct. @throws NotAllowedError where he sees some, and may correct none. */
async function keepCorrectable(
  { context, credentials }: Omit<Correcting, 'userRef'>,
  targets: readonly FoundTarget[],
): Promise<FoundTarget[]> {
  const { authorise } = context;
  const entityRefs = [
    ...(await authorise.visibleOf({
      credentials,
      entityRefs: targets.map(target => target.entityRef),
    })),
  ];
  const correctable = await authorise.correctableOf({
    credentials,
    entityRefs,
  });
  if (entityRefs.length > 0 && correctable.size === 0) {
    throw new NotAllowedError(
      `What ${entityRefs.join(
        ', ',
      )} delivered is corrected by those who own it, or whom the portal's permission policy names. Ask one of them.`,
    );
  }
  return targets.filter(target => correctable.has(target.entityRef));
}

function changeOf(
  target: FoundTarget,
  change: Pick<CorrectionChange, 'before' | 'after'>,
): CorrectionChange {
  const { entityRef, target: kind, factKind, externalId } = target;
  return { entityRef, fact: `${kind} ${factKind}:${externalId}`, ...change };
}

/** Writes in one transaction and has the numbers follow. @throws NotFoundError where nothing was written. */
async function correct(options: {
  correcting: Correcting;
  targets: readonly FoundTarget[];
  write: (
    knex: Knex.Transaction,
    target: FoundTarget,
  ) => Promise<CorrectionChange | undefined>;
  /** The sentence for where nothing was written. */
  nothing: string;
}): Promise<CorrectionChange[]> {
  const { correcting, targets, write, nothing } = options;
  const { context } = correcting;
  const changes = await context.knex.transaction(async knex => {
    const made: CorrectionChange[] = [];
    for (const target of targets) {
      const change = await write(knex, target);
      if (change) made.push(change);
    }
    if (made.length === 0) throw new NotFoundError(nothing);
    await addDirtyMarks({
      knex,
      entityIds: targets.map(target => target.entityId),
      // The whole delivery: what fails or recovers reaches back to rollouts before the one that is marked.
      fromAt: '-infinity',
      reason: 'mark',
    });
    return made;
  });
  context.onCorrected();
  return changes;
}

async function put(
  correcting: Correcting,
  targets: readonly FoundTarget[],
  content: MarkContent,
): Promise<CorrectionChange[]> {
  const { userRef } = correcting;
  return correct({
    correcting,
    targets,
    write: async (knex, target) => {
      const before = await setMark({ knex, target, content, userRef });
      return changeOf(target, { before: before ?? null, after: content });
    },
    nothing: 'There is nothing to correct.',
  });
}

/** @throws NotFoundError with that sentence where nothing is in force. */
async function takeBack(
  correcting: Correcting,
  targets: readonly FoundTarget[],
  nothing: string,
): Promise<CorrectionChange[]> {
  const { userRef } = correcting;
  return correct({
    correcting,
    targets,
    write: async (knex, target) => {
      const before = await revokeMark({ knex, target, userRef });
      return before && changeOf(target, { before, after: null });
    },
    nothing,
  });
}

/** The deployment, where the caller may see its entity. */
async function visibleDeployment(
  correcting: Correcting,
  deploymentId: string,
): Promise<FoundTarget> {
  const found = await findDeploymentTarget({
    knex: correcting.context.knex,
    deploymentId,
  });
  const [target] = await keepCorrectable(correcting, found ? [found] : []);
  if (!target) {
    throw new NotFoundError(
      `There is no deployment ${deploymentId} that you may see. It may have been derived anew: load the list again.`,
    );
  }
  return target;
}

/** The incident as each entity sees it that the caller may see. */
async function visibleIncident(
  correcting: Correcting,
  incidentId: string,
): Promise<FoundTarget[]> {
  const { knex } = correcting.context;
  return keepCorrectable(
    correcting,
    await findIncidentTargets({ knex, incidentId }),
  );
}

/** Says by hand whether a deployment failed. */
export async function markDeployment(
  options: Correcting & { deploymentId: string; content: MarkContent },
): Promise<CorrectionChange[]> {
  const target = await visibleDeployment(options, options.deploymentId);
  return put(options, [target], options.content);
}

/** Takes back what was said by hand of a deployment. */
export async function unmarkDeployment(
  options: Correcting & { deploymentId: string },
): Promise<CorrectionChange[]> {
  const target = await visibleDeployment(options, options.deploymentId);
  return takeBack(
    options,
    [target],
    'Nothing was said by hand of this deployment.',
  );
}

/** Says by hand what caused an incident: for the deployment's entity, or for all that the caller sees. */
export async function attributeIncident(
  options: Correcting & {
    incidentId: string;
    attribution: ({ deploymentId: string } | { isCausedByChange: false }) & {
      note?: string;
    };
  },
): Promise<CorrectionChange[]> {
  const { incidentId, attribution } = options;
  const visible = await visibleIncident(options, incidentId);
  const deployment =
    'deploymentId' in attribution
      ? await visibleDeployment(options, attribution.deploymentId)
      : undefined;
  const targets = visible.filter(
    target => !deployment || target.entityId === deployment.entityId,
  );
  if (targets.length === 0) {
    throw new NotFoundError(
      `There is no incident ${incidentId} that you may see there.`,
    );
  }
  const { note } = attribution;
  return put(
    options,
    targets,
    deployment
      ? {
          isCausedByChange: true,
          deploymentScopeId: deployment.scopeId,
          deploymentExternalId: deployment.externalId,
          note,
        }
      : { isCausedByChange: false, note },
  );
}

/** Takes back what was said by hand of an incident, for all entities that the caller sees. */
export async function unattributeIncident(
  options: Correcting & { incidentId: string },
): Promise<CorrectionChange[]> {
  const { incidentId } = options;
  const targets = await visibleIncident(options, incidentId);
  if (targets.length === 0) {
    throw new NotFoundError(
      `There is no incident ${incidentId} that you may see.`,
    );
  }
  return takeBack(
    options,
    targets,
    'Nothing was said by hand of this incident.',
  );
}

/** Takes back a correction as it is listed, also where its fact is gone. */
export async function takeBackCorrection(
  options: Correcting & { correctionId: string },
): Promise<CorrectionChange[]> {
  const { context, correctionId } = options;
  const found = await findMarksMadeWith({
    knex: context.knex,
    markId: correctionId,
  });
  const gone = `There is no correction ${correctionId} in force that you may see. It may have been taken back already: load the list again.`;
  const targets = await keepCorrectable(options, found);
  if (targets.length === 0) throw new NotFoundError(gone);
  return takeBack(options, targets, gone);
}
