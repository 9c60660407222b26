import type { Knex } from 'knex';
import { prepared } from '../../prepared';

export interface DirtyEntity {
  readonly entityId: number;
  readonly ref: string;
  readonly kind: string;
  /** Exactly the marks that were read; what is written meanwhile stays. */
  readonly markIds: readonly string[];
  /** ISO 8601, or `-infinity`: nothing before then is touched. */
  readonly fromAt: string;
}

/**
 * Locks the entity whose marks are due longest, and that no other replica works
 * on, until the transaction ends. The lock leaves foreign keys alone, so new
 * marks can be written meanwhile.
 */
export async function claimDirtyEntity(options: {
  readonly knex: Knex.Transaction;
  readonly now: string;
  /** Components, or what sums them up: systems, domains and groups. */
  readonly of: 'components' | 'rollUps';
  /** Entities that failed in this round. */
  readonly exceptIds: readonly number[];
}): Promise<DirtyEntity | undefined> {
  const { knex, now, exceptIds } = options;
  const isOfComponents = options.of === 'components';
  const { rows: locked } = await prepared<{
    rows: { entityId: number; ref: string; kind: string }[];
  }>(
    knex,
    `select entity.id as "entityId", entity.ref as ref, entity.kind as kind
       from entities as entity
       join (
         select entity_id, min(due_at) as due_at
           from dirty_marks
          where due_at <= :now::timestamptz
            and entity_id <> all(:exceptIds::int[])
          group by entity_id) as due on due.entity_id = entity.id
      where (entity.kind = 'component') = :isOfComponents
      order by due.due_at, entity.id
      limit 1
        for no key update of entity skip locked`,
    { now, isOfComponents, exceptIds: [...exceptIds] },
  );
  const [entity] = locked;
  if (!entity) {
    return undefined;
  }
  // Read after the lock: another replica may have done the marks seen before it.
  // A mark of a component may wait for the end of a hold-back; those of a roll-up
  // only wait for company, and what they tell of is there already.
  const { rows: marks } = await prepared<{
    rows: { id: string; fromAt: string }[];
  }>(
    knex,
    `select id::text as id,
            case when isfinite(from_at)
              then to_char(from_at at time zone 'UTC',
                     'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
              else '-infinity' end as "fromAt"
       from dirty_marks
      where entity_id = :entityId
        and (due_at <= :now::timestamptz or not :isOfComponents)
      order by from_at, id`,
    { entityId: entity.entityId, now, isOfComponents },
  );
  return {
    ...entity,
    markIds: marks.map(mark => mark.id),
    fromAt: marks[0]?.fromAt ?? 'infinity',
  };
}
