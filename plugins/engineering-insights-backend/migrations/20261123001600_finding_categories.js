// @ts-check

/**
 * What a finding is about, so that those of security and bugs are counted
 * apart, and when it was dismissed, so that it is told of the time before, too.
 * What is stored already has neither until its payloads are replayed or its
 * source tells of it again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table findings
      add column category text,
      add column source_category text,
      add column dismissed_at timestamptz;
    comment on column findings.category is
      'vulnerability, dependency, secret, configuration, hotspot, licence, bug, maintainability or unknown; null was not told.';
    comment on column findings.source_category is
      'The source''s words for the category.';
    comment on column findings.dismissed_at is
      'When someone decided that it needs no fix.';
    create index findings_gone_idx on findings (scope_id, (
      case when state = 'fixed' then coalesce(fixed_at, source_updated_at)
        else 'infinity' end));
    comment on index findings_gone_idx is
      'Findings of a scope that were there at a moment: those that were fixed later or never.';
    create index findings_ended_idx on findings (scope_id, (coalesce(
      case when state = 'fixed' then fixed_at else dismissed_at end,
      source_updated_at))) where state <> 'open';
    comment on index findings_ended_idx is
      'Findings of a scope that were fixed or dismissed in a window.';
    create index quality_measures_measure_idx
      on quality_measures (scope_id, measure, measured_at);
    comment on index quality_measures_measure_idx is
      'The newest measurement of a scope at a moment.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    drop index quality_measures_measure_idx;
    drop index findings_ended_idx;
    drop index findings_gone_idx;
    alter table findings
      drop column dismissed_at,
      drop column source_category,
      drop column category`);
};
