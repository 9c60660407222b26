import {
  writeClaims,
  type ClaimRow,
} from '../database/operations/delivery/writeClaims';
import { writeDeployments } from '../database/operations/delivery/writeDeployments';
import {
  writeRollouts,
  type RolloutRow,
} from '../database/operations/delivery/writeRollouts';
import type { ClaimResult } from './claims/claimAll';
import type { ClaimRecord } from './claims/ClaimRecord';
import type { DeriveContext } from './DeriveContext';
import { instantText } from './instantText';
import type { ResolvedDeployment } from './revisions/ResolvedDeployment';
import type { Rollout } from './rollouts/groupRollouts';
import type { ProductionDeployment } from './rollouts/ProductionDeployment';
import { isVersionTag } from './revisions/resolveRevisions';
import { factKeyText } from './select/factKeyText';

/** What was derived of deployments, claims and rollouts. */
export interface Delivery {
  /** Every deployment that counts, in every environment and with every outcome. */
  readonly all: readonly ResolvedDeployment[];
  /** Those of `rollouts`, in their order. */
  readonly counted: readonly ProductionDeployment[];
  /** Their records. */
  readonly records: readonly ClaimRecord[];
  readonly rollouts: readonly Rollout[];
  /** The rollout of each counted deployment, by its fact. */
  readonly rolloutOf: ReadonlyMap<string, number>;
  /** Facts of counted deployments that are rollbacks. */
  readonly rollbackKeys: ReadonlySet<string>;
  /** Claims that were made anew, with their deployment. */
  readonly made: readonly {
    deployment: ProductionDeployment;
    result: ClaimResult;
  }[];
}

/** Writes deployments, rollouts and claims. @returns the ids of the rollouts in their order. */
export async function saveDelivery(options: {
  context: DeriveContext;
  delivery: Delivery;
}): Promise<string[]> {
  const { context, delivery } = options;
  const { knex, derivationId } = context;
  const ids = await writeRollouts({
    knex,
    derivationId,
    rows: delivery.rollouts.map(rollout => toRolloutRow(rollout, delivery)),
  });
  const idOf = (key: string) => {
    const index = delivery.rolloutOf.get(key);
    return index === undefined ? null : ids.get(delivery.rollouts[index].key)!;
  };
  await writeDeployments({
    knex,
    derivationId,
    rows: delivery.all.map(deployment => {
      const key = factKeyText(deployment);
      return {
        scope_id: deployment.scopeId,
        fact_kind: deployment.factKind,
        external_id: deployment.externalId,
        environment: deployment.environment ?? null,
        is_production: deployment.isProduction,
        sha: deployment.commitSha ?? deployment.sha ?? null,
        revision_status: deployment.revisionStatus,
        version: versionOf(deployment) ?? null,
        started_at: toText(deployment.startedAt),
        finished_at: toText(deployment.finishedAt),
        outcome: deployment.outcome,
        source_outcome: deployment.sourceOutcome ?? null,
        is_rollback: deployment.isRollback || delivery.rollbackKeys.has(key),
        is_unplanned: deployment.isUnplanned,
        rollout_id: idOf(key),
        url: deployment.url ?? null,
      };
    }),
  });
  await writeClaims({ knex, derivationId, ...claimRows(delivery, idOf) });
  return delivery.rollouts.map(rollout => ids.get(rollout.key)!);
}

function toRolloutRow(
  rollout: Rollout,
  { counted, records }: Delivery,
): RolloutRow {
  const [first] = rollout.positions;
  const deployment = counted[first];
  const own = rollout.positions.map(position => records[position]);
  return {
    rollout_key: rollout.key,
    sha: deployment.commitSha ?? deployment.sha ?? null,
    version: deployment.version ?? null,
    started_at: instantText(rollout.startedAt),
    finished_at: instantText(rollout.finishedAt),
    last_finished_at: instantText(rollout.lastFinishedAt),
    environment_count: new Set(
      rollout.positions.map(position =>
        counted[position].environment.toLowerCase(),
      ),
    ).size,
    is_rollback: rollout.isRollback,
    change_count: own[0].changeCount,
    no_change_reason: own[0].noChangeReason ?? null,
  };
}

type IdOf = (key: string) => string | null;

function claimRows({ made }: Delivery, idOf: IdOf) {
  return {
    claims: made.flatMap(({ deployment, result }) =>
      toClaimRows({ deployment, result, idOf }),
    ),
    pullRequests: made.flatMap(({ deployment, result }) => {
      const rolloutId = idOf(factKeyText(deployment));
      if (rolloutId === null) return [];
      return result.pullRequests
        .filter(pullRequest => pullRequest.touch !== 'outside')
        .map(pullRequest => ({
          pull_request_id: pullRequest.id,
          rollout_id: rolloutId,
          finished_at: instantText(deployment.finishedAt),
          is_contributing: result.record.noChangeReason === undefined,
          is_hotfix: pullRequest.isHotfix,
        }));
    }),
    walks: made.map(({ deployment, result: { record } }) => ({
      scope_id: deployment.scopeId,
      fact_kind: deployment.factKind,
      external_id: deployment.externalId,
      finished_at: instantText(record.finishedAt),
      fingerprint: record.fingerprint,
      commit_scope_id: record.commitScopeId ?? null,
      is_counted: record.isCounted,
      no_change_reason: record.noChangeReason ?? null,
      change_count: record.changeCount,
      unknown_shas: record.unknownShas,
    })),
  };
}

function toClaimRows(options: {
  deployment: ProductionDeployment;
  result: ClaimResult;
  idOf: IdOf;
}): ClaimRow[] {
  const { deployment, result, idOf } = options;
  const rolloutId = idOf(factKeyText(deployment));
  return result.changes.map(change => ({
    scope_id: deployment.commitScopeId!,
    sha: change.sha,
    is_original: change.isOriginal,
    rollout_id: rolloutId,
    pull_request_id: change.pullRequestId ?? null,
    started_at: instantText(change.startedAt),
    finished_at: instantText(deployment.finishedAt),
    actor: change.actor ?? null,
    excluded_reason: change.excludedReason ?? null,
  }));
}

function toText(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : instantText(milliseconds);
}

/** The version or tag that people know a deployment by; a branch is none. */
function versionOf({
  version,
  ref,
}: {
  version?: string;
  ref?: string;
}): string | undefined {
  return version ?? (ref !== undefined && isVersionTag(ref) ? ref : undefined);
}
