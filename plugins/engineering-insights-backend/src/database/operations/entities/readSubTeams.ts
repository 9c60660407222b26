import type { Knex } from 'knex';

/** Whether a group has groups below it, and whether it owns something itself; both as of now. */
export async function readSubTeams(options: {
  readonly knex: Knex;
  readonly entityId: number;
}): Promise<{ hasSubTeams: boolean; ownsItself: boolean }> {
  const { knex, entityId } = options;
  const { rows } = await knex.raw<{
    rows: { hasSubTeams: boolean; ownsItself: boolean }[];
  }>(
    `select coalesce(bool_or(ownership.relation = 'parent'), false)
              as "hasSubTeams",
            coalesce(bool_or(ownership.relation = 'owner'), false)
              as "ownsItself"
       from ownerships as ownership
       join entities as child
         on child.id = ownership.entity_id
        and not child.is_ignored
        and child.removed_at is null
      where ownership.parent_id = :entityId
        and ownership.to_at = 'infinity'
        and (ownership.relation, child.kind) in (
              ('parent', 'group'), ('owner', 'component'))`,
    { entityId },
  );
  return rows[0];
}
