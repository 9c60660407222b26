import type { Knex } from 'knex';

/** A service as an overview chooses and names it. */
export interface ServiceEntity {
  readonly id: number;
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly lifecycle: string | null;
  readonly tags: readonly string[];
}

/** The components of some ids that are still in the catalog, by title. */
export async function readServiceEntities(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
}): Promise<readonly ServiceEntity[]> {
  const { rows } = await options.knex.raw<{ rows: ServiceEntity[] }>(
    `select id, ref, kind, title, lifecycle, tags
       from entities
      where id = any(:entityIds::int[]) and removed_at is null
      order by title, ref`,
    { entityIds: [...options.entityIds] },
  );
  return rows;
}
