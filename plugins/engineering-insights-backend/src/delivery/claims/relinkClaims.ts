import type { ExclusionCode } from '@sei-platform/plugin-engineering-insights-common';
import { deleteClaims } from '../../database/operations/delivery/deleteClaims';
import { findTouchedClaims } from '../../database/operations/delivery/findTouchedClaims';
import { readClaimWalks } from '../../database/operations/delivery/readClaimWalks';
import type { DeriveContext } from '../DeriveContext';
import { instantText } from '../instantText';
import type { ProductionDeployment } from '../rollouts/ProductionDeployment';
import { factKeyText } from '../select/factKeyText';
import type { ClaimResult } from './claimAll';
import type { ClaimRecord } from './ClaimRecord';
import { findCut } from './findCut';
import { makeClaims } from './makeClaims';

export interface RelinkedClaims {
  /** One per deployment, in their order: those that stand and those made anew. */
  readonly records: readonly ClaimRecord[];
  /** Made anew: by the position of their deployment. */
  readonly made: ReadonlyMap<number, ClaimResult>;
}

/**
 * Makes claims anew from the first deployment that anything new may touch; what
 * finished before stands. Claims of a later deployment depend on all earlier
 * ones, never the other way round.
 */
export async function relinkClaims(options: {
  context: DeriveContext;
  /** In their order. */
  deployments: readonly ProductionDeployment[];
  /** Milliseconds since 1970, or -Infinity. */
  touchedFrom: number;
}): Promise<RelinkedClaims> {
  const { context, deployments, touchedFrom } = options;
  const { knex, derivationId } = context;
  const stored = await loadRecords(context);
  const touched = await findTouchedClaims({
    knex,
    derivationId,
    fromAt: instantText(touchedFrom),
  });
  const cut = findCut({
    deployments,
    records: stored,
    touchedFrom: Math.min(touchedFrom, touched?.getTime() ?? Infinity),
  });
  await deleteClaims({ knex, derivationId, fromAt: instantText(cut) });

  const firstMade = deployments.findIndex(
    deployment => deployment.finishedAt >= cut,
  );
  const standing =
    firstMade < 0 ? deployments : deployments.slice(0, firstMade);
  const earlier = standing.map(deployment => ({
    record: stored.get(factKeyText(deployment))!,
    identity: deployment.identity,
  }));
  const results =
    firstMade < 0
      ? []
      : await makeClaims({
          context,
          deployments: deployments.slice(firstMade),
          earlier,
        });
  return {
    records: [
      ...earlier.map(each => each.record),
      ...results.map(result => result.record),
    ],
    made: new Map(results.map((result, index) => [firstMade + index, result])),
  };
}

async function loadRecords({
  knex,
  derivationId,
}: DeriveContext): Promise<Map<string, ClaimRecord>> {
  const rows = await readClaimWalks({ knex, derivationId });
  return new Map(
    rows.map(row => [
      row.key,
      {
        ...row,
        finishedAt: row.finishedAt.getTime(),
        commitScopeId: row.commitScopeId ?? undefined,
        noChangeReason: (row.noChangeReason ?? undefined) as
          | ExclusionCode
          | undefined,
      },
    ]),
  );
}
