import type { Knex } from 'knex';
import { prepared } from '../../prepared';

export interface RollUp {
  readonly id: number;
  readonly ref: string;
  /** How long its kept values took at last. */
  readonly calculationSeconds: number;
}

/** The systems, domains and groups that ever had one of the components. */
export async function findRollUps(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
}): Promise<readonly RollUp[]> {
  const { rows } = await prepared<{ rows: RollUp[] }>(
    options.knex,
    `with recursive whole (id, kind) as (
       select id, kind from entities where id = any(:entityIds::int[])
       union
       select parent.id, parent.kind
         from whole
         join ownerships as ownership on ownership.entity_id = whole.id
         join entities as parent on parent.id = ownership.parent_id
        where (parent.kind, ownership.relation, whole.kind) in (
                ('domain', 'domain', 'system'),
                ('domain', 'domain', 'domain'),
                ('domain', 'parent', 'domain'),
                ('system', 'system', 'component'),
                ('group', 'owner', 'component'),
                ('group', 'parent', 'group'))
     )
     select entity.id as id, entity.ref as ref,
            coalesce(entity.calculation_seconds, 0) as "calculationSeconds"
       from whole
       join entities as entity on entity.id = whole.id
      where not entity.id = any(:entityIds::int[])
        and entity.removed_at is null
      order by entity.id`,
    { entityIds: [...options.entityIds] },
  );
  return rows;
}
