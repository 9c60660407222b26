import type { Knex } from 'knex';

export interface StoredEntity {
  readonly id: number;
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly isIgnored: boolean;
}

/** The entity as binding last saw it; undefined where it has not met it. */
export async function readEntity(options: {
  knex: Knex;
  entityRef: string;
}): Promise<StoredEntity | undefined> {
  return options
    .knex<StoredEntity>('entities')
    .first<StoredEntity>({
      id: 'id',
      ref: 'ref',
      kind: 'kind',
      title: 'title',
      isIgnored: 'is_ignored',
    })
    .where('ref', options.entityRef)
    .whereNull('removed_at');
}
