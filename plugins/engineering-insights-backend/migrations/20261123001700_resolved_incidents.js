// @ts-check

/**
 * Some sources tell that an incident is over and not since when; without that
 * it would count as open for ever.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table incidents add column is_resolved boolean;
    comment on column incidents.is_resolved is
      'Whether it is over, where the source tells that and not since when; resolved_at is the time, where it is known.';
    comment on column failures.recovered_at is
      'Latest resolution of its incidents, else finish of the first rollback or fix; null while open, or where it is not known (recovered_by tells which).';
    comment on column failures.recovered_by is
      'incident, rollback, fix or mark; null while open.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    comment on column failures.recovered_by is
      'incident, rollback, fix or mark.';
    comment on column failures.recovered_at is
      'Latest resolution of its incidents, else finish of the first rollback or fix; null while open.';
    alter table incidents drop column is_resolved`);
};
