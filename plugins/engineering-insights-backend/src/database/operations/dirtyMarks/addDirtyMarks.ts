import type { Knex } from 'knex';

export type DirtyReason = 'facts' | 'binding' | 'policy' | 'mark' | 'holdBack';

export interface AddDirtyMarksOptions {
  readonly knex: Knex;
  /** For the entities that read these scopes. */
  readonly scopeIds?: readonly number[];
  /** For these entities. */
  readonly entityIds?: readonly number[];
  /** ISO 8601, or `-infinity`: nothing before then is touched. */
  readonly fromAt: string;
  readonly reason: DirtyReason;
  /** ISO 8601: not before then; at once where absent. */
  readonly dueAt?: string;
}

/**
 * Notes what has to be derived anew, for each entity once. Entities that are
 * ignored or gone get no mark; binding marks them from the beginning when they
 * come back.
 */
export async function addDirtyMarks(
  options: AddDirtyMarksOptions,
): Promise<{ markCount: number }> {
  const {
    knex,
    scopeIds = [],
    entityIds = [],
    fromAt,
    reason,
    dueAt,
  } = options;
  if (scopeIds.length + entityIds.length === 0) return { markCount: 0 };
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `with touched as (
       select entity_id from entity_scopes where scope_id = any(:scopeIds)
       union
       select unnest(cast(:entityIds as integer[]))
     )
     insert into dirty_marks (entity_id, from_at, reason, due_at)
     select e.id, cast(:fromAt as timestamptz), :reason, coalesce(cast(:dueAt as timestamptz), now())
     from entities as e
     join touched on touched.entity_id = e.id
     where e.removed_at is null and not e.is_ignored
     order by e.id`,
    {
      scopeIds: [...scopeIds],
      entityIds: [...entityIds],
      fromAt,
      reason,
      dueAt: dueAt ?? null,
    },
  );
  return { markCount: rowCount };
}
