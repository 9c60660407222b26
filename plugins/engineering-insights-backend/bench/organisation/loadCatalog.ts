import type { Bench } from '../Bench';

const COMPONENTS_PER_SYSTEM = 20;

/** Each owns the same share of the components. */
const GROUPS = 5;

// Ids are given, so that the nth component, its scope and its entity all have the id n.
const CATALOG = `
  insert into entities (id, ref, kind, title, annotations_hash)
    select n, 'component:default/c' || n, 'component', 'Component ' || n, ''
    from generate_series(1, :count) as n;
  insert into entities (id, ref, kind, title, annotations_hash)
    select cast(:count as integer) + n, 'system:default/s' || n, 'system', 'System ' || n, ''
    from generate_series(1, :systemCount) as n;
  insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
    select n, cast(:count as integer) + 1 + n % cast(:systemCount as integer), 'system', '-infinity', 'infinity'
    from generate_series(1, :count) as n;
  insert into entities (id, ref, kind, title, annotations_hash)
    select
      cast(:count as integer) + cast(:systemCount as integer) + n,
      'group:default/g' || n, 'group', 'Group ' || n, ''
    from generate_series(1, :groupCount) as n;
  insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
    select
      n,
      cast(:count as integer) + cast(:systemCount as integer) + 1
        + (n - 1) % cast(:groupCount as integer),
      'owner', '-infinity', 'infinity'
    from generate_series(1, :count) as n;
  insert into scopes (id, source, origin, external_id, title)
    select n, 'github', 'https://github.com', 'acme/c' || n, 'acme/c' || n
    from generate_series(1, :count) as n;
  insert into entity_scopes (entity_id, scope_id, bound_by)
    select n, n, 'catalog'
    from generate_series(1, :count) as n;
  insert into streams (
    scope_id, name, is_history_done, covered_from, covered_to, last_success_at
  )
    select
      n, name, true, cast(:now as timestamptz) - interval '370 days',
      cast(:now as timestamptz), cast(:now as timestamptz)
    from generate_series(1, :count) as n
    cross join unnest(array['commits', 'pull-requests', 'deployments']) as name;
  select setval(pg_get_serial_sequence('entities', 'id'), (select max(id) from entities));
  select setval(pg_get_serial_sequence('scopes', 'id'), (select max(id) from scopes))`;

/** Components of systems and of groups, each with a repository that was read to its end. */
export async function loadCatalog({
  knex,
  componentCount,
  now,
}: Bench): Promise<void> {
  const bindings = {
    count: componentCount,
    systemCount: Math.ceil(componentCount / COMPONENTS_PER_SYSTEM),
    groupCount: GROUPS,
    now,
  };
  // With bindings Postgres takes one statement at a time.
  for (const statement of CATALOG.split(';'))
    await knex.raw(statement, bindings);
}
