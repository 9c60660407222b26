import type { Actor } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../dirtyMarks/addDirtyMarks';
import { FACT_TABLES } from '../facts/factTables';

/** Kinds of actors by the key of their account. */
export type ListedActors = ReadonlyMap<string, Actor>;

/** Reads the accounts whose kind is known by their name. */
export async function readListedActors(options: {
  readonly knex: Knex;
}): Promise<ListedActors> {
  const rows: { key: string; actor: Actor }[] = await options
    .knex('listed_actors')
    .select('key', 'actor');
  return new Map(rows.map(({ key, actor }) => [key, actor]));
}

/**
 * Makes this the list, brings the facts that are stored in line with it and has
 * what they belong to derived anew. What is taken off the list is unknown until
 * its source tells it again.
 */
export async function saveListedActors(options: {
  readonly knex: Knex;
  readonly actors: ListedActors;
}): Promise<{ changedCount: number }> {
  const { actors } = options;
  const known = await readListedActors(options);
  if (changesOf(known, actors).length === 0) return { changedCount: 0 };
  return options.knex.transaction(async knex => {
    // Whoever writes facts has read the list and holds it until its end, so what
    // is written by the old one is there to be corrected. Two replicas that start
    // at once do it one after the other.
    await knex.raw('lock table listed_actors in access exclusive mode');
    const changed = changesOf(await readListedActors({ knex }), actors);
    if (changed.length === 0) return { changedCount: 0 };
    await knex.raw(
      `with told as (
         select key, actor from json_to_recordset(cast(:changed as json)) as r(key text, actor text)
       ),
       removed as (
         delete from listed_actors
         using told
         where listed_actors.key = told.key and told.actor = 'unknown'
       )
       insert into listed_actors as l (key, actor)
       select key, actor from told
       where actor <> 'unknown'
       order by key
       on conflict (key) do update set actor = excluded.actor`,
      { changed: JSON.stringify(changed) },
    );
    await correctFacts({ knex, changed });
    return { changedCount: changed.length };
  });
}

/** What differs from the list that is known; `unknown` stands for what is on it no more. */
function changesOf(known: ListedActors, actors: ListedActors) {
  return [
    ...[...actors].filter(([key, actor]) => known.get(key) !== actor),
    ...[...known.keys()]
      .filter(key => !actors.has(key))
      .map(key => [key, 'unknown'] as const),
  ].map(([key, actor]) => ({ key, actor }));
}

async function correctFacts(options: {
  knex: Knex.Transaction;
  changed: readonly { key: string; actor: string }[];
}): Promise<void> {
  const { knex } = options;
  const changed = JSON.stringify(options.changed);
  const scopeIds = new Set<number>();
  for (const { table, fields } of Object.values(FACT_TABLES)) {
    for (const { type, columns } of fields) {
      if (type !== 'identity') continue;
      const [key, actor] = columns.map(column => column.name);
      const { rows } = await knex.raw<{ rows: { scope_id: number }[] }>(
        `with told as (
           select key, actor from json_to_recordset(cast(:changed as json)) as r(key text, actor text)
         ),
         corrected as (
           update ${table} as f
           set ${actor} = told.actor
           from told
           where f.${key} = told.key and f.${actor} is distinct from told.actor
           returning f.scope_id
         )
         select distinct scope_id from corrected`,
        { changed },
      );
      rows.forEach(row => scopeIds.add(row.scope_id));
    }
  }
  await addDirtyMarks({
    knex,
    scopeIds: [...scopeIds],
    fromAt: '-infinity',
    reason: 'policy',
  });
}
