import type { Knex } from 'knex';

/**
 * Notes that every component is to be derived anew where the delivery policies
 * of the configuration are not those of the last start. Entities whose own
 * policy did not change are found unchanged, which costs little.
 */
export async function markChangedPolicies(options: {
  readonly knex: Knex;
  readonly policiesHash: string;
}): Promise<{ isChanged: boolean }> {
  return options.knex.transaction(async trx => {
    const changed = await trx('installation')
      .whereRaw('policies_hash is distinct from ?', [options.policiesHash])
      .update({ policies_hash: options.policiesHash });
    if (changed === 0) {
      return { isChanged: false };
    }
    await trx.raw(
      `insert into dirty_marks (entity_id, from_at, reason)
       select id, '-infinity', 'policy'
         from entities
        where kind = 'component' and removed_at is null and not is_ignored
        order by id`,
    );
    return { isChanged: true };
  });
}
