import type { Knex } from 'knex';

/** Keeps how long the values of a system, domain or group took. */
export async function saveCalculationTime(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly seconds: number;
}): Promise<void> {
  const { knex, entityId, seconds } = options;
  await knex('entities')
    .where({ id: entityId })
    .update({ calculation_seconds: seconds });
}
