import type { Knex } from 'knex';

export interface EntityRow {
  readonly id: number;
  readonly title: string;
  readonly specType?: string;
  readonly lifecycle?: string;
  readonly tags: readonly string[];
  readonly annotationsHash: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly isIgnored: boolean;
  readonly location?: string;
}

/**
 * Writes what the catalog says of entities that have a row. Answers with those
 * that are to be derived anew: they came or came back, or their settings changed.
 */
export async function saveEntities(options: {
  knex: Knex;
  entities: readonly EntityRow[];
}): Promise<{ changedIds: readonly number[] }> {
  const { knex, entities } = options;
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `with told as (
       select * from json_to_recordset(cast(:entities as json)) as r(
         id integer, title text, "specType" text, lifecycle text,
         tags text[], "annotationsHash" text,
         settings jsonb, "isIgnored" boolean, location text)
     ),
     before as (
       select e.id, e.settings, e.is_ignored, e.removed_at, e.annotations_hash
       from entities as e
       join told using (id)
     ),
     saved as (
       update entities as e
       set title = told.title, spec_type = told."specType",
         lifecycle = told.lifecycle, tags = told.tags, settings = told.settings,
         is_ignored = told."isIgnored", removed_at = null,
         location = told.location, annotations_hash = told."annotationsHash"
       from told
       where e.id = told.id
     )
     select before.id
     from before
     join told using (id)
     where before.annotations_hash = '' or before.removed_at is not null
       or before.settings <> told.settings or before.is_ignored <> told."isIgnored"`,
    { entities: JSON.stringify(entities) },
  );
  return { changedIds: rows.map(({ id }) => id) };
}
