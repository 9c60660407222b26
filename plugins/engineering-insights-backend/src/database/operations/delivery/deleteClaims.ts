import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Deletes the claims and walks of deployments that finished at or after an instant; all where it is -infinity. */
export async function deleteClaims(options: {
  knex: Knex;
  derivationId: number;
  /** ISO 8601, or -infinity. */
  fromAt: string;
}): Promise<void> {
  const { knex, derivationId, fromAt } = options;
  for (const table of [
    'deployment_commits',
    'deployment_pull_requests',
    'claim_walks',
  ]) {
    await prepared(
      knex,
      `delete from ${table} where derivation_id = :derivationId and finished_at >= :fromAt`,
      { derivationId, fromAt },
    );
  }
}
