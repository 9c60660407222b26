import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** When a rollout is old enough to be judged, and from when on that changes anything. ISO 8601. */
export interface HoldBackRow {
  readonly from_at: string;
  readonly due_at: string;
}

const SQL = `
  insert into dirty_marks (entity_id, from_at, reason, due_at)
  select :entityId, min(t.from_at), 'holdBack', t.due_at
  from jsonb_to_recordset(cast(:heldBack as jsonb)) as t (
    from_at timestamptz, due_at timestamptz
  )
  where not exists (
    select 1
    from dirty_marks as m
    where m.entity_id = :entityId
      and m.reason = 'holdBack'
      and m.due_at = t.due_at
      and m.from_at <= t.from_at
  )
  group by t.due_at
  order by t.due_at`;

/** Marks an entity for each rollout that is held back; what is marked already is not marked again. */
export async function addHoldBacks(options: {
  knex: Knex;
  entityId: number;
  heldBack: readonly HoldBackRow[];
}): Promise<void> {
  const { knex, entityId, heldBack } = options;
  await prepared(knex, SQL, { entityId, heldBack: JSON.stringify(heldBack) });
}
