import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Which of some commits have claims that stand: by themselves, and as originals. */
export async function readEarlierClaims(options: {
  knex: Knex;
  derivationId: number;
  scopeId: number;
  shas: readonly string[];
}): Promise<{ claimed: string[]; originals: string[] }> {
  const { knex, derivationId, scopeId, shas } = options;
  if (shas.length === 0) return { claimed: [], originals: [] };
  const { rows } = await prepared<{
    rows: { sha: string; isOriginal: boolean }[];
  }>(
    knex,
    `select
      dc.sha as "sha",
      dc.is_original as "isOriginal"
    from deployment_commits as dc
    where dc.derivation_id = :derivationId
      and dc.scope_id = :scopeId
      and dc.sha = any(:shas)`,
    { derivationId, scopeId, shas: [...shas] },
  );
  return {
    claimed: rows.filter(row => !row.isOriginal).map(row => row.sha),
    originals: rows.filter(row => row.isOriginal).map(row => row.sha),
  };
}
