import type { Knex } from 'knex';

/** The places in which some accounts committed, opened pull requests or reviewed. */
export async function listActedScopes(options: {
  readonly knex: Knex;
  readonly personKeys: readonly string[];
}): Promise<readonly number[]> {
  const { rows } = await options.knex.raw<{ rows: { scopeId: number }[] }>(
    `select c.scope_id as "scopeId"
     from commits as c
     where c.author_key = any(cast(:personKeys as text[]))
     union
     select p.scope_id
     from pull_requests as p
     where p.author_key = any(cast(:personKeys as text[]))
     union
     select r.scope_id
     from reviews as r
     where r.reviewer_key = any(cast(:personKeys as text[]))`,
    { personKeys: [...options.personKeys] } as never,
  );
  return rows.map(({ scopeId }) => scopeId);
}
