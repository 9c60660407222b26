import type { Bench } from '../Bench';
import { copyKept } from './copyKept';

export const OVERVIEW_DOMAIN = 'domain:default/d1';
/** Of ten times as many services. */
export const MANY_DOMAIN = 'domain:default/d10';
export const TIMES = 10;

/** Puts all systems into one domain, and gives the components a lifecycle. */
export async function loadOverview({ knex }: Bench): Promise<void> {
  await knex('entities')
    .where({ kind: 'component' })
    .update({ lifecycle: 'production' });
  await knex.raw(
    `with domain as (
       insert into entities (ref, kind, title, annotations_hash)
       values (:ref, 'domain', 'Domain 1', '')
       returning id
     )
     insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
     select system.id, domain.id, 'domain', '-infinity', 'infinity'
       from entities as system
      cross join domain
      where system.kind = 'system'`,
    { ref: OVERVIEW_DOMAIN },
  );
}

/**
 * Nine copies of each component with what is kept of it, in a domain with the
 * components themselves. What is kept is all that the overview of it reads.
 */
export async function loadManyServices({
  knex,
  componentCount,
}: Bench): Promise<void> {
  await knex.raw(
    `insert into entities (id, ref, kind, title, annotations_hash, lifecycle)
     select 1000000 + copy * :count::int + n,
            'component:default/c' || copy * :count::int + n,
            'component', 'Component ' || n || ' ' || copy, '', 'production'
       from generate_series(1, :count::int) as n
      cross join generate_series(1, :times::int - 1) as copy`,
    { count: componentCount, times: TIMES },
  );
  await copyKept({
    knex,
    pairsSql: `
      select n, 1000000 + copy * :count::int + n
        from generate_series(1, :count::int) as n
       cross join generate_series(1, :times::int - 1) as copy`,
    bindings: { count: componentCount, times: TIMES },
  });
  await knex.raw(
    `with domain as (
       insert into entities (ref, kind, title, annotations_hash)
       values (:many, 'domain', 'Domain 10', '')
       returning id
     ),
     system as (
       insert into entities (ref, kind, title, annotations_hash)
       values ('system:default/many', 'system', 'Many', '')
       returning id
     ),
     whole as (
       insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
       select system.id, domain.id, 'domain', '-infinity', 'infinity'
         from system, domain
     )
     insert into ownerships (entity_id, parent_id, relation, from_at, to_at)
     select component.id, system.id, 'system',
            timestamptz '-infinity', timestamptz 'infinity'
       from system
       join entities as component
         on component.kind = 'component' and component.id > 1000000
     union all
     select former.id, domain.id, 'domain',
            timestamptz '-infinity', timestamptz 'infinity'
       from domain
       join entities as former
         on former.kind = 'system' and former.ref <> 'system:default/many'`,
    { many: MANY_DOMAIN },
  );
  await knex.raw(
    `insert into current_values (
       entity_id, metric_id, window_days, metric_version, status, value,
       sample_size, answer, window_from, window_to, calculated_at, band)
     select many.id, value.metric_id, value.window_days, value.metric_version,
            value.status, value.value, value.sample_size, value.answer,
            value.window_from, value.window_to, value.calculated_at, value.band
       from current_values as value
       join entities as one
         on one.id = value.entity_id and one.ref = :one
      cross join entities as many
      where many.ref = :many`,
    { one: OVERVIEW_DOMAIN, many: MANY_DOMAIN },
  );
}
