import type { Knex } from 'knex';
import { prepared } from '../../prepared';

const WANT = `
  insert into wanted_revisions (scope_id, revision)
  select distinct t.scope_id, t.revision
  from jsonb_to_recordset(cast(:wanted as jsonb)) as t (scope_id integer, revision text)
  order by t.scope_id, t.revision
  on conflict (scope_id, revision) do nothing`;

const FOUND = `
  update wanted_revisions as w
  set found_at = now()
  where w.scope_id = any(:scopeIds)
    and w.revision = any(:revisions)
    and w.found_at is null`;

/** Asks for revisions that were deployed and are not in the graph, and notes those that were found. */
export async function wantRevisions(options: {
  knex: Knex;
  wanted: readonly { scope_id: number; revision: string }[];
  scopeIds: readonly number[];
  /** Names that were resolved. */
  foundRevisions: readonly string[];
}): Promise<void> {
  const { knex, wanted, scopeIds, foundRevisions } = options;
  if (wanted.length > 0)
    await prepared(knex, WANT, { wanted: JSON.stringify(wanted) });
  if (foundRevisions.length > 0) {
    await prepared(knex, FOUND, {
      scopeIds: [...scopeIds],
      revisions: [...foundRevisions],
    });
  }
}
