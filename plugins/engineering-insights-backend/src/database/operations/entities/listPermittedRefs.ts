import type { Knex } from 'knex';
import { criteriaToSql } from '../../../permissions/criteriaToSql';
import type { EntityCriteria } from '../../../permissions/EntityCriteria';

/** Those of some refs whose entities, as binding last saw them, fulfil what is asked. */
export async function listPermittedRefs(options: {
  readonly knex: Knex;
  readonly entityRefs: readonly string[];
  readonly criteria: EntityCriteria;
}): Promise<readonly string[]> {
  const { knex, entityRefs, criteria } = options;
  if (entityRefs.length === 0 || criteria === false) return [];
  const { sql, bindings } = criteriaToSql(criteria);
  const { rows } = await knex.raw<{ rows: { ref: string }[] }>(
    `select e.ref
     from entities as e
     where e.ref = any(cast(:entityRefs as text[]))
       and e.removed_at is null
       and ${sql}`,
    { ...bindings, entityRefs: [...entityRefs] } as never,
  );
  return rows.map(({ ref }) => ref);
}
