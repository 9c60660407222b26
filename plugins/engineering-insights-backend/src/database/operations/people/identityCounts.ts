import type { Knex } from 'knex';

/** Accounts of a source that acted lately. */
export interface IdentityCount {
  readonly source: string;
  readonly resolvedCount: number;
  readonly unresolvedCount: number;
}

/** What people do by which they are known, and when they did it. */
export const DEEDS = [
  ['commits', 'author', 'authored_at'],
  ['pull_requests', 'author', 'created_at'],
  ['pull_requests', 'merged_by', 'merged_at'],
  ['reviews', 'reviewer', 'submitted_at'],
  ['issues', 'assignee', 'created_at'],
] as const;

/** Counts anew, of each source, the accounts that acted since then and are no bot or agent. Reads facts whole, so it is for a job and not for an answer. */
export async function countIdentities(options: {
  readonly knex: Knex;
  /** ISO 8601. */
  readonly since: string;
}): Promise<void> {
  const { knex, since } = options;
  const acted = DEEDS.map(
    ([table, who, at]) => `
       select distinct scope_id, ${who}_key as key
       from ${table}
       where ${at} >= cast(:since as timestamptz) and ${who}_key is not null
         and ${who}_actor in ('human', 'unknown')`,
  ).join('       union\n');
  await knex.raw(
    `with acted as (${acted}
     ),
     accounts as (
       select distinct scopes.source, acted.key
       from acted
       join scopes on scopes.id = acted.scope_id
     ),
     counted as (
       select accounts.source,
         count(identities.key) as resolved_count,
         count(*) - count(identities.key) as unresolved_count
       from accounts
       left join identities using (key)
       group by accounts.source
     ),
     gone as (
       delete from identity_counts
       where not exists (select from counted where counted.source = identity_counts.source)
     )
     insert into identity_counts (source, resolved_count, unresolved_count, counted_at)
     select source, resolved_count, unresolved_count, now() from counted
     order by source
     on conflict (source) do update
       set resolved_count = excluded.resolved_count,
         unresolved_count = excluded.unresolved_count,
         counted_at = excluded.counted_at`,
    { since },
  );
}

/** Where nobody is known by any account, nothing is said of that. */
export async function forgetIdentityCounts(options: {
  readonly knex: Knex;
}): Promise<void> {
  await options.knex('identity_counts').delete();
}

/** The counts as they were last made. */
export async function listIdentityCounts(options: {
  readonly knex: Knex;
}): Promise<IdentityCount[]> {
  return options
    .knex('identity_counts')
    .select({
      source: 'source',
      resolvedCount: 'resolved_count',
      unresolvedCount: 'unresolved_count',
    })
    .orderBy('source');
}
