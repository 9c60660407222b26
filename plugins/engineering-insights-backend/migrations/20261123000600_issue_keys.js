// @ts-check

/**
 * Some trackers give an issue another key when it moves to another project, so
 * there the row is known by the id, and its key stands beside it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table issues add column key text;
    comment on column issues.key is
      'What people and pull requests call it, where that is not external_id.';
    comment on table issues is
      'One row per work item of a tracker; external_id is its key, or its id where a key moves with it.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    alter table issues drop column key;
    comment on table issues is
      'One row per work item of a tracker; external_id is its key.'`);
};
