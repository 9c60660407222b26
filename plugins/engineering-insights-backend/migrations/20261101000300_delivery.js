/**
 * What an entity delivered, under one version of its delivery policy, and what
 * people marked by hand.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const instant = { useTz: true };

  await knex.schema.createTable('policy_versions', table => {
    table.comment(
      'Delivery policies: what counts as a deployment, production, a failure, an incident.',
    );
    table.increments('id').comment('Stands for the policy in derivations.');
    table
      .text('name')
      .notNullable()
      .comment(
        'default, or the name in the configuration; an entity ref for its annotations.',
      );
    table
      .text('policy_hash')
      .notNullable()
      .comment('SHA-256 of the policy with sorted keys.');
    table
      .jsonb('policy')
      .notNullable()
      .comment('The whole policy, defaults filled in.');
    table
      .timestamp('created_at', instant)
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it was first seen.');
    table.unique(['name', 'policy_hash'], {
      indexName: 'policy_versions_natural_key',
    });
  });

  await knex.schema.createTable('derivations', table => {
    table.comment(
      'One entity under one policy. entities.derivation_id points at the one in force.',
    );
    table.increments('id').comment('Keys all delivery rows.');
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose.');
    table
      .integer('policy_version_id')
      .notNullable()
      .references('id')
      .inTable('policy_versions')
      .comment('Under which policy.');
    table
      .timestamp('created_at', instant)
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When deriving began.');
    table
      .timestamp('in_force_from', instant)
      .comment('When the pointer was switched to it.');
    table
      .text('set_by')
      .comment(
        'What made it: configuration, annotation, or the user ref of a person.',
      );
    // An entity has one derivation per policy; switching back finds the old rows.
    table.unique(['entity_id', 'policy_version_id'], {
      indexName: 'derivations_natural_key',
    });
  });
  await knex.raw(`
    alter table entities add constraint entities_derivation_fkey
      foreign key (derivation_id) references derivations (id) on delete set null`);

  await knex.schema.createTable('rollouts', table => {
    table.comment(
      'The successful production deployments of one revision of an entity that start within 72 hours; what the DORA metrics count.',
    );
    table.bigIncrements('id').comment('Stands for the rollout.');
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .text('rollout_key')
      .notNullable()
      .comment(
        'Its first deployment: scope_id:kind:external_id. Equal for entities that share the deployment.',
      );
    table
      .text('sha')
      .comment('The resolved revision, or else the SHA that the source names.');
    table.text('version').comment('The version or tag that people know it by.');
    table
      .timestamp('started_at', instant)
      .notNullable()
      .comment('Start of its first deployment.');
    table
      .timestamp('finished_at', instant)
      .notNullable()
      .comment(
        'Finish in the first environment; places it and its changes in time.',
      );
    table
      .timestamp('last_finished_at', instant)
      .notNullable()
      .comment('Finish in the last environment.');
    table
      .integer('environment_count')
      .notNullable()
      .comment('In how many production environments.');
    table
      .boolean('is_rollback')
      .notNullable()
      .comment('Returns to a revision that was deployed before.');
    table
      .integer('change_count')
      .notNullable()
      .comment('Changes that contribute to lead time.');
    table
      .text('no_change_reason')
      .comment(
        'Why it contributes none, as an exclusion code: firstDeployment, noBase, historyTruncated, noRevision, unresolvedRevision, revisionAlreadyDeployed.',
      );
    table.unique(['derivation_id', 'rollout_key'], {
      indexName: 'rollouts_natural_key',
    });
    // Frequency, fail rate and rework of a window.
    table.index(['derivation_id', 'finished_at'], 'rollouts_finished_idx');
  });

  await knex.schema.createTable('deployments', table => {
    table.comment(
      'Deployments that count for an entity under its policy, in every environment and with every outcome.',
    );
    table.bigIncrements('id').comment('Stands for the deployment.');
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .comment('Where its fact is.');
    table
      .text('fact_kind')
      .notNullable()
      .comment('deployment, release, pipelineRun or pullRequest.');
    table.text('external_id').notNullable().comment('external_id of its fact.');
    table
      .text('environment')
      .comment("The source's name, or the policy's for what names none.");
    table
      .boolean('is_production')
      .notNullable()
      .comment('By the policy; a missing name is not production.');
    table
      .text('sha')
      .comment('The resolved revision, or else the SHA that the source names.');
    table
      .text('revision_status')
      .notNullable()
      .comment('resolved, unresolved or absent.');
    table.text('version').comment('The version or tag that people know it by.');
    table.timestamp('started_at', instant).comment('When it began.');
    table.timestamp('finished_at', instant).comment('When it ended.');
    table
      .text('outcome')
      .notNullable()
      .comment('success, failure, cancelled or unknown.');
    table.text('source_outcome').comment("The source's word for the outcome.");
    table
      .boolean('is_rollback')
      .notNullable()
      .comment('Returns its environment to a revision that was there before.');
    table.boolean('is_unplanned').notNullable().comment('The source says so.');
    table
      .bigInteger('rollout_id')
      .references('id')
      .inTable('rollouts')
      .onDelete('set null')
      .comment('The rollout that it is part of.');
    table.text('url').comment('Where people see it.');
    table.unique(['derivation_id', 'scope_id', 'fact_kind', 'external_id'], {
      indexName: 'deployments_natural_key',
    });
    // The deployments table and timeline of a window.
    table.index(['derivation_id', 'finished_at'], 'deployments_finished_idx');
    // Foreign key: deleting rollouts.
    table.index(['rollout_id'], 'deployments_rollout_idx');
  });

  await knex.schema.createTable('deployment_commits', table => {
    table.comment(
      'Claims: one row per commit and per original commit of a squashed pull request, under the first rollout that carries it.',
    );
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .comment('The repository.');
    table.text('sha').notNullable().comment('The commit.');
    table
      .bigInteger('rollout_id')
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment(
        'The first rollout that carries it; null where that deployment touches nothing of the entity.',
      );
    table
      .bigInteger('pull_request_id')
      .comment('The pull request that brought it, where known.');
    table
      .boolean('is_original')
      .notNullable()
      .comment(
        'Not in the graph itself: the original of a squashed or rebased commit.',
      );
    table
      .timestamp('started_at', instant)
      .notNullable()
      .comment('When the commit was authored.');
    table
      .timestamp('finished_at', instant)
      .notNullable()
      .comment('When its rollout finished.');
    table.text('actor').comment('Of the author: human, bot, agent or unknown.');
    table
      .text('excluded_reason')
      .comment(
        'Why it is no change that counts, as an exclusion code; null for a change that counts.',
      );
    table.primary(['derivation_id', 'scope_id', 'sha', 'is_original'], {
      constraintName: 'deployment_commits_pkey',
    });
    // Foreign key: deleting rollouts, and the changes of one.
    table.index(['rollout_id'], 'deployment_commits_rollout_idx');
  });
  await knex.raw(`
    create index deployment_commits_finished_idx
      on deployment_commits (derivation_id, finished_at)
      include (started_at, excluded_reason, scope_id, sha, actor);
    comment on index deployment_commits_finished_idx is 'Change lead time of a window, from the index alone.';
    create index deployment_commits_backdated_idx
      on deployment_commits (derivation_id, started_at) where started_at > finished_at;
    comment on index deployment_commits_backdated_idx is 'Commits dated after their deployment, which late facts touch although their rollout is older.';
  `);

  await knex.schema.createTable('deployment_pull_requests', table => {
    table.comment('The first rollout that carries a pull request.');
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .bigInteger('pull_request_id')
      .notNullable()
      .comment('pull_requests.id.');
    table
      .bigInteger('rollout_id')
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment('The rollout.');
    table
      .timestamp('finished_at', instant)
      .notNullable()
      .comment('When that rollout finished.');
    table
      .boolean('is_contributing')
      .notNullable()
      .comment('Its rollout had a base, so the deploy phase is known.');
    table
      .boolean('is_hotfix')
      .notNullable()
      .defaultTo(false)
      .comment('By its labels or branch, under the policy.');
    table.primary(['derivation_id', 'pull_request_id'], {
      constraintName: 'deployment_pull_requests_pkey',
    });
    table.index(['rollout_id'], 'deployment_pull_requests_rollout_idx');
  });

  await knex.schema.createTable('claim_walks', table => {
    table.comment(
      'One row per successful production deployment that could count for an entity, in the order in which they claim commits: what each walk found, so that late facts make claims anew from where they matter.',
    );
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .comment('Where the fact of the deployment is.');
    table
      .text('fact_kind')
      .notNullable()
      .comment('deployment, release, pipelineRun or pullRequest.');
    table.text('external_id').notNullable().comment('external_id of its fact.');
    table
      .timestamp('finished_at', instant)
      .notNullable()
      .comment('When it ended: the place of the walk in the order.');
    table
      .text('fingerprint')
      .notNullable()
      .comment(
        'All of the deployment that a walk depends on; another one makes the walk anew.',
      );
    table
      .integer('commit_scope_id')
      .references('id')
      .inTable('scopes')
      .comment('The repository of its revision; null where not known.');
    table
      .boolean('is_counted')
      .notNullable()
      .comment(
        'Counts for the entity: it names it, or carries a change that touches its paths.',
      );
    table
      .text('no_change_reason')
      .comment('Why its commits contribute none, as an exclusion code.');
    table
      .integer('change_count')
      .notNullable()
      .comment('Changes that contribute to lead time.');
    table
      .specificType('unknown_shas', 'text[]')
      .notNullable()
      .comment(
        'Commits that the walk met and that were not known: when they arrive, claims are made anew from here.',
      );
    table.primary(['derivation_id', 'scope_id', 'fact_kind', 'external_id'], {
      constraintName: 'claim_walks_pkey',
    });
  });

  await knex.schema.createTable('failures', table => {
    table.comment(
      'Rollouts with evidence that they needed intervention after reaching users.',
    );
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .bigInteger('rollout_id')
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment('The rollout that failed.');
    table
      .timestamp('failed_at', instant)
      .notNullable()
      .comment("The rollout's finish.");
    table
      .double('confidence')
      .notNullable()
      .comment('The highest of the evidence; a mark by hand decides.');
    table
      .boolean('is_counted')
      .notNullable()
      .comment(
        'At or above the minimum confidence of the policy, and not taken back by hand.',
      );
    table
      .jsonb('evidence')
      .notNullable()
      .comment('[{kind, confidence, title, url, key}], strongest first.');
    table.boolean('is_marked_by_hand').notNullable().comment('A mark decided.');
    table
      .timestamp('recovered_at', instant)
      .comment(
        'Latest resolution of its incidents, else finish of the first rollback or fix; null while open.',
      );
    table.text('recovered_by').comment('incident, rollback, fix or mark.');
    table.primary(['derivation_id', 'rollout_id'], {
      constraintName: 'failures_pkey',
    });
    table.index(['rollout_id'], 'failures_rollout_idx');
    table.index(['derivation_id', 'failed_at'], 'failures_failed_idx');
  });

  await knex.schema.createTable('remediations', table => {
    table.comment(
      'Rollouts that were made because of a failure: rollback, hotfix or fix.',
    );
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .bigInteger('rollout_id')
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment('The rollout that remedies.');
    table
      .bigInteger('failed_rollout_id')
      .notNullable()
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment('The failed rollout.');
    table.text('kind').notNullable().comment('rollback, hotfix or fix.');
    table
      .double('confidence')
      .notNullable()
      .comment('Of the evidence that links them.');
    table.primary(['derivation_id', 'rollout_id', 'failed_rollout_id'], {
      constraintName: 'remediations_pkey',
    });
    table.index(['rollout_id'], 'remediations_rollout_idx');
    table.index(['failed_rollout_id'], 'remediations_failed_rollout_idx');
  });

  await knex.schema.createTable('incident_attributions', table => {
    table.comment(
      'What deriving made of each incident of an entity, and of each issue that its policy takes for one.',
    );
    table
      .integer('derivation_id')
      .notNullable()
      .references('id')
      .inTable('derivations')
      .onDelete('cascade')
      .comment('Entity and policy.');
    table
      .bigInteger('incident_id')
      .references('id')
      .inTable('incidents')
      .onDelete('cascade')
      .comment('The incident; null for an issue.');
    table
      .bigInteger('issue_id')
      .references('id')
      .inTable('issues')
      .onDelete('cascade')
      .comment(
        'The issue, where the policy takes issues for incidents; else null.',
      );
    table
      .text('attribution')
      .notNullable()
      .comment('linked, unlinked or notCausedByChange.');
    table
      .bigInteger('rollout_id')
      .references('id')
      .inTable('rollouts')
      .onDelete('cascade')
      .comment('The rollout that it is linked to.');
    table.double('confidence').comment('Of the link.');
    table.unique(['derivation_id', 'incident_id'], {
      indexName: 'incident_attributions_incident_key',
    });
    table.unique(['derivation_id', 'issue_id'], {
      indexName: 'incident_attributions_issue_key',
    });
    table.check(
      'num_nonnulls(incident_id, issue_id) = 1',
      [],
      'incident_attributions_one_check',
    );
    table.index(['rollout_id'], 'incident_attributions_rollout_idx');
    // Foreign keys: deleting incidents and issues.
    table.index(['incident_id'], 'incident_attributions_incident_idx');
    table.index(['issue_id'], 'incident_attributions_issue_idx');
  });

  await knex.schema.createTable('marks', table => {
    table.comment(
      'What people corrected by hand. It names facts and not delivery rows, so it survives deriving anew.',
    );
    table.increments('id').comment('In order of making.');
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('For which entity.');
    table.text('target').notNullable().comment('deployment or incident.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .onDelete('cascade')
      .comment('Where the fact is.');
    table.text('external_id').notNullable().comment('external_id of the fact.');
    table
      .text('fact_kind')
      .notNullable()
      .comment(
        'Kind of the fact: deployment, release, pipelineRun, pullRequest, incident or issue.',
      );
    table
      .boolean('is_failed')
      .comment('Of a deployment: it failed, or it did not.');
    table
      .timestamp('recovered_at', instant)
      .comment('Of a failed deployment: when it was over.');
    table
      .boolean('is_caused_by_change')
      .comment('Of an incident: false for one that no change caused.');
    table
      .integer('deployment_scope_id')
      .comment('Of an incident: where the deployment is that caused it.');
    table
      .text('deployment_external_id')
      .comment('Of an incident: the deployment that caused it.');
    table.text('note').comment('Why.');
    table.text('created_by').notNullable().comment('User ref.');
    table
      .timestamp('created_at', instant)
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When.');
    table.text('revoked_by').comment('User ref of who took it back.');
    table.timestamp('revoked_at', instant).comment('When it was taken back.');
  });
  await knex.raw(`
    create unique index marks_in_force_key on marks (entity_id, target, scope_id, fact_kind, external_id)
      where revoked_at is null;
    comment on index marks_in_force_key is 'One mark in force per fact and entity.';
  `);

  await knex.schema.createTable('wanted_revisions', table => {
    table.comment(
      'Revisions that were deployed and that the commit graph lacks; a connector is asked for them.',
    );
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .onDelete('cascade')
      .comment('The repository.');
    table
      .text('revision')
      .notNullable()
      .comment('SHA, abbreviated SHA or tag.');
    table
      .timestamp('due_at', instant)
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When to ask next.');
    table
      .integer('attempt_count')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was asked for.');
    table.text('last_error').comment('What the source answered.');
    table.timestamp('found_at', instant).comment('When its commits were read.');
    table.primary(['scope_id', 'revision'], {
      constraintName: 'wanted_revisions_pkey',
    });
  });

  await knex.schema.createTable('dirty_marks', table => {
    table.comment(
      'What has to be derived and calculated anew. Append-only; a worker deletes exactly the rows that it read.',
    );
    table.bigIncrements('id').comment('In order of writing.');
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose.');
    table
      .timestamp('from_at', instant)
      .notNullable()
      .comment('Nothing before then is touched; -infinity for everything.');
    table
      .text('reason')
      .notNullable()
      .comment('facts, binding, policy, mark or holdBack.');
    table
      .timestamp('due_at', instant)
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('Not before then; later than now where a hold-back ends.');
    // A worker claims what is due.
    table.index(['due_at', 'entity_id'], 'dirty_marks_due_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw(
    'alter table entities drop constraint entities_derivation_fkey',
  );
  const tables = [
    'dirty_marks',
    'wanted_revisions',
    'marks',
    'incident_attributions',
    'remediations',
    'failures',
    'claim_walks',
    'deployment_pull_requests',
    'deployment_commits',
    'deployments',
    'rollouts',
    'derivations',
    'policy_versions',
  ];
  for (const name of tables) {
    await knex.schema.dropTable(name);
  }
};
