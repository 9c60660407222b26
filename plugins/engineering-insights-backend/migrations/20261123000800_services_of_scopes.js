// @ts-check

/**
 * Scopes that no entity needs to name, such as the incident channels of a
 * workspace, and how it goes to ask a source for them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    alter table scopes add column service text;
    comment on column scopes.service is
      'What the source calls the service that the scope is about; null where it names none.';
    comment on column entity_scopes.bound_by is
      'catalog: an annotation; intake: a caller who may write to the entity; service: the service of the scope has the name of the entity. Each is its own, so that one survives the other.'`);
  await knex.schema.createTable('source_tasks', table => {
    table.comment(
      'What is asked of a source beside its streams, and how that went last.',
    );
    table.text('source').notNullable().comment('Which connector.');
    table.text('origin').notNullable().comment('Which installation.');
    table
      .text('task')
      .notNullable()
      .comment(
        'scopes: finding the scopes that no entity names; subscriptions: renewing what expires.',
      );
    table
      .timestamp('last_success_at', { useTz: true })
      .comment('When it last ended well.');
    table
      .jsonb('last_error')
      .comment(
        '{name, message, at}: what the operator is told; null when it went well.',
      );
    table.primary(['source', 'origin', 'task'], {
      constraintName: 'source_tasks_pkey',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('source_tasks');
  await knex.raw(`
    delete from entity_scopes where bound_by = 'service';
    alter table scopes drop column service;
    comment on column entity_scopes.bound_by is
      'catalog: an annotation; intake: a caller who may write to the entity. Each is its own, so that one survives the other.'`);
};
