import type { Knex } from 'knex';
import { FACT_TABLES } from '../../database/operations/facts/factTables';

/** Gives a scope all facts of another, in an order that the salt decides. */
export async function copyFacts(options: {
  readonly knex: Knex;
  readonly from: number;
  readonly to: number;
  readonly salt: number;
}): Promise<void> {
  const { knex, from, to, salt } = options;
  for (const { table } of Object.values(FACT_TABLES)) {
    const columns = Object.keys(await knex(table).columnInfo())
      .filter(column => column !== 'id' && column !== 'scope_id')
      .map(column => `"${column}"`)
      .join(', ');
    await knex.raw(
      `insert into ${table} (scope_id, ${columns})
       select :to::int, ${columns}
         from ${table}
        where scope_id = :from::int
        order by md5(external_id || :salt::int)`,
      { from, to, salt },
    );
  }
}
