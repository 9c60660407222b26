import type { Knex } from 'knex';
import type { StoredEntity } from './readEntity';

/** What is stored of an entity of the catalog. */
export interface EntityRow extends StoredEntity {
  readonly specType: string | null;
  readonly lifecycle: string | null;
  readonly tags: readonly string[];
}

/** The entities of some refs as binding last saw them, without those that it has not met or that are gone. */
export async function readEntities(options: {
  readonly knex: Knex;
  readonly entityRefs: readonly string[];
}): Promise<readonly EntityRow[]> {
  const { rows } = await options.knex.raw<{ rows: EntityRow[] }>(
    `select
       id,
       ref,
       kind,
       title,
       is_ignored as "isIgnored",
       spec_type as "specType",
       lifecycle,
       tags
     from entities
     where ref = any(cast(:entityRefs as text[])) and removed_at is null
     order by ref`,
    { entityRefs: [...options.entityRefs] },
  );
  return rows;
}
