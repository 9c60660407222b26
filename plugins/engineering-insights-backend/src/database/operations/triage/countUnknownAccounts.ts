import type { Knex } from 'knex';
import { DEEDS } from '../people/identityCounts';

const ACTED = DEEDS.map(
  ([table, who, at]) => `
    select p.source, t.${who}_key as key
    from place as p
    join ${table} as t
      on t.scope_id = p.scope_id
      and t.${at} >= cast(:since as timestamptz)${
    // What was opened since then ended since then or is open, which has an index.
    table === 'pull_requests'
      ? `
      and coalesce(t.merged_at, t.closed_at, 'infinity')
        >= cast(:since as timestamptz)`
      : ''
  }
    where t.${who}_key is not null
      and t.${who}_actor in ('human', 'unknown')`,
).join('\n    union');

const SQL = `
  with place as (
    select distinct s.source, s.id as scope_id
    from entity_scopes as es
    join scopes as s on s.id = es.scope_id
    where es.entity_id = any(:entityIds)
  ),
  acted as (${ACTED}
  )
  select
    a.source as "source",
    count(*)::integer as "unresolvedCount"
  from acted as a
  where not exists (select from identities as i where i.key = a.key)
  group by a.source
  order by "unresolvedCount" desc, a.source`;

export interface UnknownAccounts {
  readonly source: string;
  readonly unresolvedCount: number;
}

/** Of each source how many accounts acted since then where some entities are read, are no bot or agent, and belong to no User. */
export async function countUnknownAccounts(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  /** ISO 8601. */
  readonly since: string;
}): Promise<UnknownAccounts[]> {
  const { knex, entityIds, since } = options;
  const { rows } = await knex.raw<{ rows: UnknownAccounts[] }>(SQL, {
    entityIds: [...entityIds],
    since,
  } as never);
  return rows;
}
