import type { Knex } from 'knex';

/** The keys of the accounts of a person, as facts keep them; none where the catalog tells none. */
export async function readAccounts(options: {
  readonly knex: Knex;
  /** Salted hash of the User's ref. */
  readonly personKey: string;
}): Promise<readonly string[]> {
  const { knex, personKey } = options;
  return knex('identities as i')
    .join('people as p', 'p.id', 'i.person_id')
    .where('p.key', personKey)
    .orderBy('i.key')
    .pluck<string[]>('i.key');
}
