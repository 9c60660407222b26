import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A commit that a name stands for. */
export interface FoundRevision {
  readonly name: string;
  readonly scopeId: number;
  readonly sha: string;
}

export interface FoundRevisions {
  /** Names that are whole SHAs. */
  readonly exact: readonly FoundRevision[];
  /** Names that are the beginning of a SHA, two at most per name: more would tell nothing new. */
  readonly prefix: readonly FoundRevision[];
  /** Names that are a tag; `tagScopeId` is where the tag is. */
  readonly tags: readonly (FoundRevision & { readonly tagScopeId: number })[];
}

const EXACT = `
  select
    c.external_id as "name",
    c.scope_id as "scopeId",
    c.external_id as "sha"
  from commits as c
  where c.scope_id = any(:scopeIds)
    and c.external_id = any(:names)
    and c.parents is not null
    and c.authored_at is not null`;

// A range, because the index of the natural key serves no "like" in most collations.
const PREFIX = `
  select
    n.name as "name",
    f.scope_id as "scopeId",
    f.external_id as "sha"
  from unnest(cast(:prefixes as text[])) as n (name)
  cross join unnest(cast(:scopeIds as integer[])) as s (id)
  cross join lateral (
    select c.scope_id, c.external_id
    from commits as c
    where c.scope_id = s.id
      and c.external_id >= n.name
      and c.external_id < n.name || 'g'
      and left(c.external_id, length(n.name)) = n.name
      and c.parents is not null
      and c.authored_at is not null
    order by c.external_id
    limit 2
  ) as f`;

const TAGS = `
  select
    r.external_id as "name",
    r.scope_id as "tagScopeId",
    c.scope_id as "scopeId",
    c.external_id as "sha"
  from releases as r
  join commits as c
    on c.scope_id = any(:scopeIds)
    and c.external_id = lower(r.sha)
    and c.parents is not null
    and c.authored_at is not null
  where r.scope_id = any(:tagScopeIds)
    and r.external_id = any(:tags)
    and r.deleted_at is null`;

const IS_ABBREVIATION = /^[0-9a-f]{7,63}$/;

/** The commits that names stand for: whole SHAs, abbreviated ones and tags. */
export async function findRevisions(options: {
  knex: Knex;
  /** Scopes with commits. */
  scopeIds: readonly number[];
  tagScopeIds: readonly number[];
  /** SHAs in lower case. */
  shas: readonly string[];
  tags: readonly string[];
}): Promise<FoundRevisions> {
  const { knex } = options;
  const scopeIds = [...options.scopeIds];
  const read = async <Row>(sql: string, bindings: Record<string, unknown>) =>
    (
      await prepared<{ rows: Row[] }>(
        knex,
        sql,
        bindings as Record<string, string[]>,
      )
    ).rows;
  if (scopeIds.length === 0) return { exact: [], prefix: [], tags: [] };

  const names = [...options.shas];
  const exact =
    names.length > 0
      ? await read<FoundRevision>(EXACT, { scopeIds, names })
      : [];
  const whole = new Set(exact.map(found => found.name));
  const prefixes = names.filter(
    name =>
      IS_ABBREVIATION.test(name) && name.length !== 40 && !whole.has(name),
  );
  const prefix =
    prefixes.length > 0
      ? await read<FoundRevision>(PREFIX, { scopeIds, prefixes })
      : [];
  const tags = [...options.tags];
  const tagged =
    tags.length > 0
      ? await read<FoundRevision & { tagScopeId: number }>(TAGS, {
          scopeIds,
          tagScopeIds: [...options.tagScopeIds],
          tags,
        })
      : [];
  return { exact, prefix, tags: tagged };
}
