import type { Knex } from 'knex';

/** The last calculation of the values of an entity. */
export interface ValueChange {
  /** Rises in the order of the commits. */
  readonly id: number;
  readonly entityRef: string;
  /** ISO 8601. */
  readonly calculatedAt: string;
}

/** What was calculated after a number, in order. */
export async function readChanges(options: {
  readonly knex: Knex;
  readonly after: number;
  /** Absent: up to now. */
  readonly upTo?: number;
  /** In lower case; absent: of all entities. */
  readonly entityRefs?: readonly string[];
  readonly limit: number;
}): Promise<readonly ValueChange[]> {
  const { knex, after, upTo, entityRefs, limit } = options;
  const rows = await knex('value_changes as c')
    .join('entities as e', 'e.id', 'c.entity_id')
    .select({ id: 'c.id', ref: 'e.ref', at: 'c.calculated_at' })
    .where('c.id', '>', after)
    .whereNull('e.removed_at')
    .modify(query => {
      if (upTo !== undefined) query.where('c.id', '<=', upTo);
      if (entityRefs) query.whereIn('e.ref', [...entityRefs]);
    })
    .orderBy('c.id')
    .limit(limit);
  return rows.map(({ id, ref, at }: { id: string; ref: string; at: Date }) => ({
    id: Number(id),
    entityRef: ref,
    calculatedAt: at.toISOString(),
  }));
}
