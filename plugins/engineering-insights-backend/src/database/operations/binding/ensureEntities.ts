import { parseEntityRef } from '@backstage/catalog-model';
import type { Knex } from 'knex';

/**
 * Gives each entity ref its id and makes rows for those that are new. A new
 * row has an empty hash, so that binding takes it for changed.
 */
export async function ensureEntities(options: {
  knex: Knex;
  refs: readonly string[];
}): Promise<Map<string, number>> {
  const { knex } = options;
  const refs = [...new Set(options.refs)].sort();
  const rows = refs.map(ref => {
    const { kind, name } = parseEntityRef(ref);
    return { ref, kind: kind.toLowerCase(), title: name };
  });
  await knex.raw(
    `insert into entities (ref, kind, title, annotations_hash)
     select ref, kind, title, ''
     from json_to_recordset(cast(:rows as json)) as told(ref text, kind text, title text)
     where not exists (select from entities as e where e.ref = told.ref)
     order by ref
     on conflict (ref) do nothing`,
    { rows: JSON.stringify(rows) },
  );
  const found: { id: number; ref: string }[] = await knex('entities')
    .select('id', 'ref')
    .whereRaw('ref = any(:refs)', { refs });
  return new Map(found.map(({ id, ref }) => [ref, id]));
}
