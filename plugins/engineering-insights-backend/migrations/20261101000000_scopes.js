/**
 * What the catalog names and who owns it, which places of a source an entity
 * reads, and how far each was read.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('installation', table => {
    table.comment(
      'One row: what this installation made up for itself at its first start.',
    );
    table
      .boolean('is_only_row')
      .primary()
      .defaultTo(true)
      .comment('Always true, so that there is one row at most.');
    table
      .text('identity_salt')
      .notNullable()
      .comment(
        'Salts the hashes of identities, so that they mean nothing elsewhere.',
      );
    table
      .text('policies_hash')
      .comment(
        'SHA-256 of the delivery policies in the configuration that was last in force.',
      );
    table.check('is_only_row', [], 'installation_one_row_check');
  });
  await knex.raw(
    `insert into installation (identity_salt)
     values (replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''))`,
  );

  await knex.schema.createTable('entities', table => {
    table.comment(
      'What calculations need of the catalog: one row per Component, System, Domain, Group and other entity that is read or rolled up.',
    );
    table
      .increments('id')
      .comment('Stands for the entity in every other table.');
    table
      .text('ref')
      .notNullable()
      .comment('The entity ref in lower case: component:default/payments.');
    table.text('kind').notNullable().comment('In lower case: component.');
    table
      .text('title')
      .notNullable()
      .comment('metadata.title, or else its name.');
    table
      .text('spec_type')
      .comment('spec.type: service, website, documentation.');
    table
      .text('annotations_hash')
      .notNullable()
      .comment('Of all that binding read of the entity, to notice changes.');
    table
      .jsonb('settings')
      .notNullable()
      .defaultTo('{}')
      .comment(
        'The engineering-insights annotations, by their name without the prefix.',
      );
    table
      .boolean('is_ignored')
      .notNullable()
      .defaultTo(false)
      .comment('Carries engineering-insights/ignore: true.');
    table
      .timestamp('removed_at', { useTz: true })
      .comment('When the catalog no longer had it; its history stays.');
    table
      .integer('derivation_id')
      .comment('The derivation in force: whose delivery rows count.');
    table.unique(['ref'], { indexName: 'entities_ref_key' });
  });

  await knex.schema.createTable('ownerships', table => {
    table.comment(
      'Who owned or contained an entity, over time. The first known one reaches back to the beginning.',
    );
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('The part.');
    table
      .integer('parent_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('The whole: its owner, system, domain or parent group.');
    table
      .text('relation')
      .notNullable()
      .comment('owner, system, domain or parent.');
    table
      .timestamp('from_at', { useTz: true })
      .notNullable()
      .comment('From then on; -infinity for the first known one.');
    table
      .timestamp('to_at', { useTz: true })
      .notNullable()
      .comment('Until before then; infinity while it holds.');
    table.primary(['entity_id', 'relation', 'parent_id', 'from_at'], {
      constraintName: 'ownerships_pkey',
    });
    // Roll-up: all that a system, domain or group had in a window.
    table.index(['parent_id', 'relation'], 'ownerships_parent_idx');
  });

  await knex.schema.createTable('scopes', table => {
    table.comment(
      'The units that sources are asked for: a repository, a project, a job. Collected once, however many entities read it.',
    );
    table
      .increments('id')
      .comment('Stands for the scope in every other table.');
    table
      .text('source')
      .notNullable()
      .comment('Which connector: github; intake for what was pushed.');
    table
      .text('origin')
      .notNullable()
      .comment('Which installation of it: its base URL; empty for the intake.');
    table
      .text('external_id')
      .notNullable()
      .comment('Its name in that source: acme/payments.');
    table.text('title').notNullable().comment('How people call it.');
    table.text('url').comment('Where people see it.');
    table
      .timestamp('gone_at', { useTz: true })
      .comment('When the source said that it is gone or moved.');
    table.unique(['source', 'origin', 'external_id'], {
      indexName: 'scopes_natural_key',
    });
  });

  await knex.schema.createTable('entity_scopes', table => {
    table.comment('Which entity reads which scope.');
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Who reads.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .onDelete('cascade')
      .comment('What is read.');
    table
      .text('bound_by')
      .notNullable()
      .comment(
        'catalog: an annotation; intake: a caller who may write to the entity. Each is its own, so that one survives the other.',
      );
    table
      .specificType('paths', 'text[]')
      .comment(
        'Globs of a monorepo that belong to the entity; null for all of the scope.',
      );
    table.primary(['entity_id', 'scope_id', 'bound_by'], {
      constraintName: 'entity_scopes_pkey',
    });
    // New facts of a scope: which entities they touch.
    table.index(['scope_id'], 'entity_scopes_scope_idx');
  });

  await knex.schema.createTable('streams', table => {
    table.comment(
      'How far each stream of a scope was read, and by whom it is being read now.',
    );
    table.increments('id').comment('Stands for the stream in its runs.');
    table
      .integer('scope_id')
      .notNullable()
      .references('id')
      .inTable('scopes')
      .onDelete('cascade')
      .comment('Of which scope.');
    table
      .text('name')
      .notNullable()
      .comment('The stream of the connector: pull-requests.');
    table
      .jsonb('live_cursor')
      .comment(
        'Where the next reading of changes begins; the connector alone understands it.',
      );
    table
      .jsonb('history_cursor')
      .comment(
        'Where the next reading backwards begins; behind its end what it was asked for, where the source held less.',
      );
    table
      .boolean('is_history_done')
      .notNullable()
      .defaultTo(false)
      .comment('The history back to covered_from was read.');
    table.text('leased_by').comment('The replica that reads it now.');
    table
      .timestamp('leased_until', { useTz: true })
      .comment('When the lease ends by itself, should that replica die.');
    table
      .timestamp('due_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it is to be read next.');
    table
      .text('credential')
      .comment(
        'Which credential read it last, without its secret; null until the source named one.',
      );
    table
      .timestamp('covered_from', { useTz: true })
      .comment('Everything from then on was read.');
    table
      .timestamp('covered_to', { useTz: true })
      .comment('Everything before then was read.');
    table
      .timestamp('last_success_at', { useTz: true })
      .comment('When a run last ended well.');
    table
      .integer('failure_count')
      .notNullable()
      .defaultTo(0)
      .comment('Failures in a row; rate limits are none.');
    table
      .jsonb('last_error')
      .comment('{name, message, at}: what the operator is told.');
    table.unique(['scope_id', 'name'], { indexName: 'streams_natural_key' });
    // A replica claims what is due.
    table.index(['due_at'], 'streams_due_idx');
  });

  await knex.schema.createTable('stream_runs', table => {
    table.comment('One row per run of a stream, for operators.');
    table.bigIncrements('id').comment('Newest is highest.');
    table
      .integer('stream_id')
      .notNullable()
      .references('id')
      .inTable('streams')
      .onDelete('cascade')
      .comment('Which stream.');
    table.text('direction').notNullable().comment('live or history.');
    table
      .timestamp('started_at', { useTz: true })
      .notNullable()
      .comment('When it began.');
    table
      .timestamp('finished_at', { useTz: true })
      .comment('When it ended; null while it runs or if its replica died.');
    table.text('outcome').comment('success, rateLimited, failure.');
    table
      .integer('read_count')
      .notNullable()
      .defaultTo(0)
      .comment('Items that the source gave.');
    table
      .integer('written_count')
      .notNullable()
      .defaultTo(0)
      .comment('Facts that were new or changed.');
    table
      .integer('ignored_count')
      .notNullable()
      .defaultTo(0)
      .comment('Items that are of no concern.');
    table
      .integer('invalid_count')
      .notNullable()
      .defaultTo(0)
      .comment('Items that were not as expected; their payloads are kept.');
    table.jsonb('error').comment('{name, message}.');
    table.index(['stream_id', 'id'], 'stream_runs_stream_idx');
  });

  await knex.schema.createTable('budgets', table => {
    table.comment(
      'The rate limit of each credential, as the source last told it.',
    );
    table.text('source').notNullable().comment('Which connector.');
    table.text('origin').notNullable().comment('Which installation.');
    table
      .text('credential')
      .notNullable()
      .comment('Which credential, without its secret.');
    table
      .integer('limit')
      .notNullable()
      .comment('Calls or points in a period.');
    table.integer('remaining').notNullable().comment('Left in this period.');
    table
      .timestamp('resets_at', { useTz: true })
      .notNullable()
      .comment('When the period ends.');
    table.primary(['source', 'origin', 'credential'], {
      constraintName: 'budgets_pkey',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'budgets',
    'stream_runs',
    'streams',
    'entity_scopes',
    'scopes',
    'ownerships',
    'entities',
    'installation',
  ]) {
    await knex.schema.dropTable(name);
  }
};
