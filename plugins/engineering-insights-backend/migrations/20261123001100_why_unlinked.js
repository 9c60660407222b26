// @ts-check

/**
 * Why an incident is linked to nothing, for those who triage it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table incident_attributions add column reason text;
    comment on column incident_attributions.reason is
      'Of an unlinked one: unknownDeployment, sharedScope, ofAnother or noDeployment; null of others.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table incident_attributions drop column reason');
};
