import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** The rollouts that first carried commits, by the SHA as it was asked for. */
export async function findClaimingRollouts(options: {
  knex: Knex;
  derivationId: number;
  shas: readonly string[];
}): Promise<Map<string, string>> {
  const { knex, derivationId, shas } = options;
  if (shas.length === 0) return new Map();
  const { rows } = await prepared<{
    rows: { sha: string; rolloutId: string }[];
  }>(
    knex,
    `select
      wanted.sha as "sha",
      min(dc.rollout_id)::text as "rolloutId"
    from unnest(cast(:shas as text[])) as wanted (sha)
    join deployment_commits as dc
      on dc.derivation_id = :derivationId
      and dc.sha = wanted.sha
      and dc.rollout_id is not null
    group by wanted.sha
    having count(distinct dc.rollout_id) = 1`,
    { derivationId, shas: [...shas] },
  );
  return new Map(rows.map(row => [row.sha, row.rolloutId]));
}
