import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** What is kept of the walk of one deployment. */
export interface ClaimWalkRow {
  readonly key: string;
  readonly finishedAt: Date;
  readonly fingerprint: string;
  readonly commitScopeId: number | null;
  readonly isCounted: boolean;
  readonly noChangeReason: string | null;
  readonly changeCount: number;
  readonly unknownShas: readonly string[];
}

/** The walks of a derivation. */
export async function readClaimWalks(options: {
  knex: Knex;
  derivationId: number;
}): Promise<ClaimWalkRow[]> {
  const { knex, derivationId } = options;
  const { rows } = await prepared<{ rows: ClaimWalkRow[] }>(
    knex,
    `select
      w.scope_id || ':' || w.fact_kind || ':' || w.external_id as "key",
      w.finished_at as "finishedAt",
      w.fingerprint as "fingerprint",
      w.commit_scope_id as "commitScopeId",
      w.is_counted as "isCounted",
      w.no_change_reason as "noChangeReason",
      w.change_count as "changeCount",
      w.unknown_shas as "unknownShas"
    from claim_walks as w
    where w.derivation_id = :derivationId`,
    { derivationId },
  );
  return rows;
}
