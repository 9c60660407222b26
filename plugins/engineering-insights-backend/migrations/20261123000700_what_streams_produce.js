// @ts-check

/**
 * A metric waits for the streams that it is made of and for no other: a tracker
 * that is being read does not make the deployments of its service unknown.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table streams add column produces text[];
    comment on column streams.produces is
      'The kinds of facts that it gives, as its connector says; null where no replica has said so yet.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table streams drop column produces');
};
