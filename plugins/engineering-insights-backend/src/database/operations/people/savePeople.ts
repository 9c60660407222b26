import type { Knex } from 'knex';

/** A User of the catalog by salted hashes. */
export interface Person {
  readonly key: string;
  /** Of the accounts, as facts keep them. */
  readonly identityKeys: readonly string[];
}

/** Makes these the people and their accounts. An account belongs to one person. Answers how many accounts came, went or changed hands. */
export async function savePeople(options: {
  readonly knex: Knex;
  readonly people: readonly Person[];
}): Promise<{ changedCount: number }> {
  const identities = options.people.flatMap(({ key, identityKeys }) =>
    identityKeys.map(identityKey => ({ key: identityKey, person: key })),
  );
  return options.knex.transaction(async knex => {
    const keys = options.people.map(({ key }) => key);
    await knex.raw(
      `insert into people (key)
       select key from unnest(cast(:keys as text[])) as told(key)
       where not exists (select from people where people.key = told.key)
       order by key
       on conflict (key) do nothing`,
      { keys },
    );
    const { rows } = await knex.raw<{ rows: { count: number }[] }>(
      `with told as (
         select r.key, people.id as person_id
         from json_to_recordset(cast(:identities as json)) as r(key text, person text)
         join people on people.key = r.person
       ),
       -- What conflicts is locked, and so written, even where nothing is updated.
       differing as (
         select told.key, told.person_id
         from told
         left join identities as known using (key)
         where known.person_id is distinct from told.person_id
       ),
       gone as (
         delete from identities where not exists (select from told where told.key = identities.key)
         returning key
       ),
       saved as (
         insert into identities as i (key, person_id)
         select key, person_id from differing
         order by key
         on conflict (key) do update set person_id = excluded.person_id
           where i.person_id <> excluded.person_id
         returning key
       )
       select cast((select count(*) from gone) + (select count(*) from saved) as integer) as count`,
      { identities: JSON.stringify(identities) },
    );
    // Last, as their accounts go with them and are to be counted.
    await knex.raw(
      'delete from people where key <> all(cast(:keys as text[]))',
      {
        keys,
      },
    );
    return { changedCount: rows[0].count };
  });
}
