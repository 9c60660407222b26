import type { Knex } from 'knex';

/** Which of these scopes are collected: an entity names them, or their source is read without. By external id, ascending by id. */
export async function findReadScopes(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly externalIds: readonly string[];
  /** The source has scopes that no entity names. */
  readonly isReadUnbound: boolean;
}): Promise<Map<string, number>> {
  const { knex, source, origin, externalIds, isReadUnbound } = options;
  if (externalIds.length === 0) return new Map();
  const { rows } = await knex.raw<{
    rows: { id: number; externalId: string }[];
  }>(
    `
    select scopes.id, scopes.external_id as "externalId"
    from scopes
    where scopes.source = :source
      and scopes.origin = :origin
      and scopes.external_id = any (cast(:externalIds as text[]))
      and (
        cast(:isReadUnbound as boolean)
        or exists (
          select from entity_scopes
          join entities on entities.id = entity_scopes.entity_id
          where entity_scopes.scope_id = scopes.id
            and entities.removed_at is null
            and not entities.is_ignored
        )
      )
    order by scopes.id`,
    { source, origin, externalIds, isReadUnbound },
  );
  return new Map(rows.map(row => [row.externalId, row.id]));
}
