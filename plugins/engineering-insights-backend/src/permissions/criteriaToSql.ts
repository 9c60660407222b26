import type { EntityCriteria, EntityFilter } from './EntityCriteria';

/** A condition over `entities as e`. */
export interface SqlCondition {
  readonly sql: string;
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

const COLUMNS = { entityRef: 'e.ref', kind: 'e.kind' } as const;
const RELATIONS = { ownerRef: 'owner', systemRef: 'system' } as const;

function isColumn(key: EntityFilter['key']): key is keyof typeof COLUMNS {
  return key in COLUMNS;
}

function filterToSql(key: EntityFilter['key'], values: string): string {
  if (isColumn(key)) return `${COLUMNS[key]} = any(${values})`;
  return `exists (
    select from ownerships as o
    join entities as parent
      on parent.id = o.parent_id and parent.removed_at is null
    where o.entity_id = e.id
      and o.relation = '${RELATIONS[key]}'
      and o.to_at = 'infinity'
      and parent.ref = any(${values})
  )`;
}

/** The same as SQL, in which every value is bound. */
export function criteriaToSql(criteria: EntityCriteria): SqlCondition {
  const bindings: Record<string, readonly string[]> = {};

  function toSql(part: EntityCriteria): string {
    if (typeof part === 'boolean') return String(part);
    if ('allOf' in part) return `(${part.allOf.map(toSql).join(' and ')})`;
    if ('anyOf' in part) return `(${part.anyOf.map(toSql).join(' or ')})`;
    if ('not' in part) return `(not ${toSql(part.not)})`;
    const name = `asked${Object.keys(bindings).length}`;
    bindings[name] = [...part.values];
    return filterToSql(part.key, `cast(:${name} as text[])`);
  }

  return { sql: toSql(criteria), bindings };
}
