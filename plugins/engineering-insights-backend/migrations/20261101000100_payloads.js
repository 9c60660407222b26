/**
 * What sources sent: pages of streams, and the inbox of webhook deliveries.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(`
    create table payloads (
      id bigint generated always as identity,
      scope_id integer not null references scopes (id) on delete cascade,
      stream text not null,
      external_id text not null,
      observed_at timestamptz not null,
      source_updated_at timestamptz,
      body jsonb not null,
      body_hash text not null,
      primary key (id, observed_at)
    ) partition by range (observed_at);
    create table payloads_default partition of payloads default;
    create index payloads_item_idx
      on payloads (scope_id, stream, external_id, observed_at);
    comment on table payloads is 'What a source sent, personal fields scrubbed before storage; append-only, a partition per month, kept for the configured retention.';
    comment on table payloads_default is 'What belongs to a month that has no partition yet.';
    comment on column payloads.id is 'Newest is highest.';
    comment on column payloads.scope_id is 'The scope that was asked.';
    comment on column payloads.stream is 'The stream whose normalize understands the body.';
    comment on column payloads.external_id is 'What the item is, by the stream''s identify.';
    comment on column payloads.observed_at is 'When it was received.';
    comment on column payloads.source_updated_at is 'When the source last changed it.';
    comment on column payloads.body is 'The item, scrubbed.';
    comment on column payloads.body_hash is 'SHA-256 of the body; the same body is stored once.';
    comment on index payloads_item_idx is 'Replay of a stream, and the newest body of an item.';
  `);

  await knex.schema.createTable('webhook_deliveries', table => {
    table.comment(
      'The inbox: each verified webhook is stored here before it is answered, and normalised after.',
    );
    table.bigIncrements('id').comment('In order of arrival.');
    table.text('source').notNullable().comment('Which connector.');
    table.text('origin').notNullable().comment('Which installation.');
    table
      .text('delivery_key')
      .notNullable()
      .comment(
        "The source's id of the delivery, or else the SHA-256 of its body.",
      );
    table
      .jsonb('headers')
      .notNullable()
      .comment('Those that the connector reads; none that authenticate.');
    table.jsonb('body').notNullable().comment('The body, scrubbed.');
    table
      .timestamp('received_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it arrived.');
    table
      .timestamp('processed_at', { useTz: true })
      .comment('When its facts were written; null while it waits.');
    table
      .timestamp('due_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When to try next.');
    table
      .integer('attempt_count')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was tried.');
    table.text('last_error').comment('Why the last try failed.');
    table.unique(['source', 'origin', 'delivery_key'], {
      indexName: 'webhook_deliveries_natural_key',
    });
  });
  await knex.raw(`
    create index webhook_deliveries_waiting_idx
      on webhook_deliveries (due_at) where processed_at is null;
    comment on index webhook_deliveries_waiting_idx is 'What waits to be normalised.';
  `);
  await knex.schema.createTable('webhook_counters', table => {
    table.comment('What arrived at the doors and was not stored.');
    table.text('source').notNullable().comment('Which connector.');
    table.text('origin').notNullable().comment('Which installation.');
    table
      .text('reason')
      .notNullable()
      .comment('unknownScope, badSignature, duplicate.');
    table
      .bigInteger('count')
      .notNullable()
      .comment('How many since the installation.');
    table.primary(['source', 'origin', 'reason'], {
      constraintName: 'webhook_counters_pkey',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of ['webhook_counters', 'webhook_deliveries', 'payloads']) {
    await knex.schema.dropTable(name);
  }
};
