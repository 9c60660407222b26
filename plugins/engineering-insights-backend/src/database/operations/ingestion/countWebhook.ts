import type { Knex } from 'knex';

/** Why a webhook that arrived was not stored. */
export type UnstoredReason =
  | 'unknownScope'
  | 'badSignature'
  | 'duplicate'
  | 'notRead';

/** Counts a webhook that was not stored. */
export async function countWebhook(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly reason: UnstoredReason;
}): Promise<void> {
  const { knex, source, origin, reason } = options;
  await knex('webhook_counters')
    .insert({ source, origin, reason, count: 1 })
    .onConflict(['source', 'origin', 'reason'])
    .merge({ count: knex.raw('webhook_counters.count + 1') });
}
