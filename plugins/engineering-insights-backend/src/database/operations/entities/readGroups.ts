import type { Knex } from 'knex';
import type { EntityRow } from './readEntities';

/** Deeper than organisations go; ends what goes in a circle. */
const MOST_LEVELS = 50;

const COLUMNS = `
  e.id,
  e.ref,
  e.kind,
  e.title,
  e.is_ignored as "isIgnored",
  e.spec_type as "specType",
  e.lifecycle,
  e.tags`;

/** The refs of all groups of the catalog. */
export async function readGroupRefs(options: {
  readonly knex: Knex;
}): Promise<readonly string[]> {
  return options
    .knex('entities')
    .where({ kind: 'group', removed_at: null })
    .orderBy('ref')
    .pluck('ref');
}

/** The groups below a group now, at any depth, by title. */
export async function readGroupsBelow(options: {
  readonly knex: Knex;
  readonly entityId: number;
}): Promise<readonly EntityRow[]> {
  const { rows } = await options.knex.raw<{ rows: EntityRow[] }>(
    `with recursive below (id) as (
       select cast(:entityId as integer)
       union
       select o.entity_id
       from below as b
       join ownerships as o
         on o.parent_id = b.id
         and o.relation = 'parent'
         and o.to_at = 'infinity'
     )
     select ${COLUMNS}
     from below as b
     join entities as e on e.id = b.id
     where e.kind = 'group'
       and e.removed_at is null
       and e.id <> :entityId
     order by e.title, e.ref`,
    { entityId: options.entityId },
  );
  return rows;
}

/** Of some groups the one at the top of each, which is the group itself where none is above it. */
export async function readTopGroups(options: {
  readonly knex: Knex;
  readonly entityRefs: readonly string[];
}): Promise<ReadonlyMap<string, string>> {
  const { rows } = await options.knex.raw<{
    rows: { ref: string; topRef: string }[];
  }>(
    `with recursive above (ref, id, level) as (
       select e.ref, e.id, 0
       from entities as e
       where e.ref = any(cast(:entityRefs as text[]))
       union
       select a.ref, parent.id, a.level + 1
       from above as a
       join ownerships as o
         on o.entity_id = a.id
         and o.relation = 'parent'
         and o.to_at = 'infinity'
       join entities as parent
         on parent.id = o.parent_id
         and parent.kind = 'group'
         and parent.removed_at is null
       where a.level < :mostLevels
     )
     select distinct on (a.ref) a.ref as "ref", top.ref as "topRef"
     from above as a
     join entities as top on top.id = a.id
     order by a.ref, a.level desc, top.ref`,
    { entityRefs: [...options.entityRefs], mostLevels: MOST_LEVELS } as never,
  );
  return new Map(rows.map(({ ref, topRef }) => [ref, topRef]));
}

/** The groups that own some entities now, by the ref of these. */
export async function readOwners(options: {
  readonly knex: Knex;
  readonly entityRefs: readonly string[];
}): Promise<readonly { readonly ref: string; readonly ownerRef: string }[]> {
  const { rows } = await options.knex.raw<{
    rows: { ref: string; ownerRef: string }[];
  }>(
    `select e.ref as "ref", owner.ref as "ownerRef"
     from entities as e
     join ownerships as o
       on o.entity_id = e.id
       and o.relation = 'owner'
       and o.to_at = 'infinity'
     join entities as owner
       on owner.id = o.parent_id
       and owner.removed_at is null
     where e.ref = any(cast(:entityRefs as text[]))
     order by owner.title, owner.ref`,
    { entityRefs: [...options.entityRefs] } as never,
  );
  return rows;
}
