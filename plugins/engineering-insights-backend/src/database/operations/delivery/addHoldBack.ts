import type { Knex } from 'knex';

const SQL = `
  insert into dirty_marks (entity_id, from_at, reason, due_at)
  select :entityId, :fromAt, 'holdBack', :dueAt
  where not exists (
    select 1
    from dirty_marks as m
    where m.entity_id = :entityId
      and m.reason = 'holdBack'
      and m.due_at = :dueAt
  )`;

/** Has an entity calculated anew when a rollout becomes old enough to be judged. */
export async function addHoldBack(options: {
  knex: Knex;
  entityId: number;
  /** ISO 8601. */
  fromAt: string;
  /** ISO 8601. */
  dueAt: string;
}): Promise<void> {
  const { knex, ...bindings } = options;
  await knex.raw(SQL, bindings);
}
