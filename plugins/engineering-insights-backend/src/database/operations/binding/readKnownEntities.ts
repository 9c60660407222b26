import type { Knex } from 'knex';

export interface KnownEntity {
  readonly id: number;
  readonly ref: string;
  readonly annotationsHash: string;
  readonly isRemoved: boolean;
}

/** The entities of some kinds that binding has met or the intake has named, by ref. */
export async function readKnownEntities(options: {
  knex: Knex;
  kinds: readonly string[];
}): Promise<Map<string, KnownEntity>> {
  const { knex, kinds } = options;
  const rows: KnownEntity[] = await knex('entities')
    .select({
      id: 'id',
      ref: 'ref',
      annotationsHash: 'annotations_hash',
      isRemoved: knex.raw('removed_at is not null'),
    })
    .whereIn('kind', kinds);
  return new Map(rows.map(row => [row.ref, row]));
}
