import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A commit as the graph needs it; `isClaimed` ends a walk, and then the rest is not told. */
export interface GraphRow {
  readonly sha: string;
  readonly parents: readonly string[] | null;
  readonly authoredAt: Date | null;
  readonly actor: string | null;
  readonly files: readonly { readonly path: string }[] | null;
  readonly isClaimed: boolean;
}

const PAGE = 20_000;

const WHOLE = `
  select
    c.external_id as "sha",
    c.parents as "parents",
    c.authored_at as "authoredAt",
    c.author_actor as "actor",
    case when :withFiles then c.files end as "files",
    false as "isClaimed"
  from commits as c
  where c.scope_id = :scopeId
    and c.external_id > :after
    and c.parents is not null
    and c.authored_at is not null
  order by c.external_id
  limit :limit`;

const REACHABLE = `
  with recursive reachable (sha) as (
    select unnest(cast(:shas as text[]))
    union
    select parent.sha
    from reachable as r
    join commits as c
      on c.scope_id = :scopeId
      and c.external_id = r.sha
      and c.authored_at is not null
    cross join unnest(c.parents) as parent (sha)
    where not exists (
      select 1
      from deployment_commits as dc
      where dc.derivation_id = :derivationId
        and dc.scope_id = :scopeId
        and dc.sha = r.sha
        and not dc.is_original
    )
  )
  select
    r.sha as "sha",
    c.parents as "parents",
    c.authored_at as "authoredAt",
    c.author_actor as "actor",
    case when :withFiles and dc.sha is null then c.files end as "files",
    dc.sha is not null as "isClaimed"
  from reachable as r
  left join commits as c
    on c.scope_id = :scopeId
    and c.external_id = r.sha
  left join deployment_commits as dc
    on dc.derivation_id = :derivationId
    and dc.scope_id = :scopeId
    and dc.sha = r.sha
    and not dc.is_original
  where dc.sha is not null
    or (c.parents is not null and c.authored_at is not null)`;

/** All commits of a scope, page by page, so that a million of them never stand in memory as rows. */
export async function* readAllCommits(options: {
  knex: Knex;
  scopeId: number;
  withFiles: boolean;
}): AsyncGenerator<GraphRow> {
  const { knex, scopeId, withFiles } = options;
  let after = '';
  for (;;) {
    const { rows } = await prepared<{ rows: GraphRow[] }>(knex, WHOLE, {
      scopeId,
      withFiles,
      after,
      limit: PAGE,
    });
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows[rows.length - 1].sha;
  }
}

/** The commits that can be reached from revisions without passing one that is claimed, and those claimed ones. */
export async function readReachableCommits(options: {
  knex: Knex;
  derivationId: number;
  scopeId: number;
  shas: readonly string[];
  withFiles: boolean;
}): Promise<GraphRow[]> {
  const { knex, derivationId, scopeId, shas, withFiles } = options;
  const { rows } = await prepared<{ rows: GraphRow[] }>(knex, REACHABLE, {
    derivationId,
    scopeId,
    withFiles,
    shas: [...shas],
  });
  return rows;
}
