// @ts-check

/**
 * An App has a rate limit for each owner that installed it. What was never read
 * of one owner waits for the limit of that owner, and for no other.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table budgets add column scope_prefix text;
    comment on column budgets.scope_prefix is
      'Only scopes whose id begins so are read with the credential; null where any of the origin may be.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table budgets drop column scope_prefix');
};
