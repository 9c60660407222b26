import type { Knex } from 'knex';

/**
 * Gives entities what is kept of others, where only how much there is matters.
 * `pairsSql` has the columns of the entity that has it and of the one that gets it.
 */
export async function copyKept(options: {
  readonly knex: Knex;
  readonly pairsSql: string;
  readonly bindings: Readonly<Record<string, number>>;
}): Promise<void> {
  const { knex, pairsSql, bindings } = options;
  for (const table of ['current_values', 'bucket_values']) {
    const columns = await knex(table).columnInfo();
    const others = Object.keys(columns)
      .filter(name => name !== 'entity_id')
      .join(', ');
    await knex.raw(
      `insert into ${table} (entity_id, ${others})
       select pair.to_id, ${others}
         from (${pairsSql}) as pair (from_id, to_id)
         join ${table} on ${table}.entity_id = pair.from_id`,
      bindings,
    );
  }
}
