// @ts-check

/**
 * What an overview chooses services by, and counts them by. Binding fills the
 * first, as it then finds every entity changed; the bands are calculated anew
 * with all else that is kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table entities
      add column lifecycle text,
      add column tags text[] not null default '{}';
    comment on column entities.lifecycle is
      'spec.lifecycle of the catalog; null where it says none.';
    comment on column entities.tags is 'metadata.tags of the catalog.';
    alter table current_values add column band text;
    comment on column current_values.band is
      'elite, high, medium or low; null where there is none.';
    alter table bucket_values add column band text;
    comment on column bucket_values.band is
      'elite, high, medium or low; null where there is none.';
    update current_values set band = answer -> 'band' ->> 'level'
     where answer -> 'band' is not null;
    create index current_values_window_idx
      on current_values (window_days, entity_id, metric_id)
      include (metric_version, band);
    comment on index current_values_window_idx is
      'Services per band in a window, from the index alone.';
    create index bucket_values_band_idx
      on bucket_values (bucket, entity_id, from_at, metric_id)
      include (metric_version, band) where band is not null;
    comment on index bucket_values_band_idx is
      'Services per band and month, from the index alone.';
    insert into dirty_marks (entity_id, from_at, reason)
    select id, '-infinity', 'binding'
      from entities
     where kind = 'component' and removed_at is null and not is_ignored`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    drop index bucket_values_band_idx;
    drop index current_values_window_idx;
    alter table bucket_values drop column band;
    alter table current_values drop column band;
    alter table entities drop column tags, drop column lifecycle`);
};
