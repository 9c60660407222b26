/**
 * What each walk of claims found, so that whatever arrives later makes claims
 * anew from exactly where it matters; and what claims of a monorepo need.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const instant = { useTz: true };
  await knex.schema.createTable('claim_walks', table => {
    table.comment('One row per successful production deployment that could count for an entity, in the order in which they claim commits.');
    table.integer('derivation_id').notNullable().references('id').inTable('derivations').onDelete('cascade').comment('Entity and policy.');
    table.integer('scope_id').notNullable().references('id').inTable('scopes').comment('Where the fact of the deployment is.');
    table.text('fact_kind').notNullable().comment('deployment, release, pipelineRun or pullRequest.');
    table.text('external_id').notNullable().comment('external_id of its fact.');
    table.timestamp('finished_at', instant).notNullable().comment('When it ended: the place of the walk in the order.');
    table.text('fingerprint').notNullable().comment('All of the deployment that a walk depends on; another one makes the walk anew.');
    table.integer('commit_scope_id').references('id').inTable('scopes').comment('The repository of its revision; null where not known.');
    table.boolean('is_counted').notNullable().comment('Counts for the entity: it names it, or carries a change that touches its paths.');
    table.text('no_change_reason').comment('Why its commits contribute none, as an exclusion code.');
    table.integer('change_count').notNullable().comment('Changes that contribute to lead time.');
    table.specificType('unknown_shas', 'text[]').notNullable().comment('Commits that the walk met and that were not known: when they arrive, claims are made anew from here.');
    table.primary(['derivation_id', 'scope_id', 'fact_kind', 'external_id'], { constraintName: 'claim_walks_pkey' });
  });

  await knex.raw(`
    alter table deployment_commits alter column rollout_id drop not null;
    comment on column deployment_commits.rollout_id is 'The first rollout that carries it; null where that deployment touches nothing of the entity.';
    alter table deployment_commits drop constraint deployment_commits_pkey;
    alter table deployment_commits add constraint deployment_commits_pkey
      primary key (derivation_id, scope_id, sha, is_original);
    create index deployment_commits_backdated_idx
      on deployment_commits (derivation_id, started_at) where started_at > finished_at;
    comment on index deployment_commits_backdated_idx is 'Commits dated after their deployment, which late facts touch although their rollout is older.';
    alter table deployment_pull_requests add column is_hotfix boolean not null default false;
    comment on column deployment_pull_requests.is_hotfix is 'By its labels or branch, under the policy.';
    alter table incident_attributions drop constraint incident_attributions_pkey;
    alter table incident_attributions alter column incident_id drop not null;
    alter table incident_attributions add column issue_id bigint references issues (id) on delete cascade;
    alter table incident_attributions add constraint incident_attributions_one_check
      check (num_nonnulls(incident_id, issue_id) = 1);
    create unique index incident_attributions_incident_key
      on incident_attributions (derivation_id, incident_id) where incident_id is not null;
    create unique index incident_attributions_issue_key
      on incident_attributions (derivation_id, issue_id) where issue_id is not null;
    comment on column incident_attributions.issue_id is 'The issue, where the policy takes issues for incidents; then there is no incident_id.';
    create index commits_reverts_idx on commits (scope_id) where title like 'Revert "%';
    comment on index commits_reverts_idx is 'Reverts of a scope, as evidence of failure.';
    create index pull_requests_head_idx on pull_requests (scope_id, head_sha)
      where merged_at is not null and merge_commit_sha is null;
    comment on index pull_requests_head_idx is 'Which merged pull request a commit stands for where the source names no merge commit.';
  `);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(`
    drop index pull_requests_head_idx;
    drop index commits_reverts_idx;
    delete from incident_attributions where incident_id is null;
    alter table incident_attributions drop column issue_id cascade;
    drop index incident_attributions_incident_key;
    alter table incident_attributions alter column incident_id set not null;
    alter table incident_attributions add constraint incident_attributions_pkey primary key (derivation_id, incident_id);
    alter table deployment_pull_requests drop column is_hotfix;
    drop index deployment_commits_backdated_idx;
    delete from deployment_commits where rollout_id is null or is_original;
    alter table deployment_commits drop constraint deployment_commits_pkey;
    alter table deployment_commits add constraint deployment_commits_pkey primary key (derivation_id, scope_id, sha);
    alter table deployment_commits alter column rollout_id set not null;
  `);
  await knex.schema.dropTable('claim_walks');
};
