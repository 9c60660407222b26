// @ts-check

const ROLLOUT = 'deployment_commits_rollout_id_foreign';
const SCOPE = 'deployment_commits_scope_id_foreign';

/**
 * A million claims are written at once, and each of these keys looked a row up
 * for each of them: half of the time that linking took. Deriving writes claims
 * and rollouts in one transaction, and deletes the claims of a rollout before
 * the rollout.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `alter table deployment_commits drop constraint ${ROLLOUT}, drop constraint ${SCOPE}`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    `alter table deployment_commits
       add constraint ${ROLLOUT} foreign key (rollout_id) references rollouts (id) on delete cascade,
       add constraint ${SCOPE} foreign key (scope_id) references scopes (id)`,
  );
};
