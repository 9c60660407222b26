/**
 * Calculated values, for what is asked of many entities at once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const instant = { useTz: true };
  await knex.schema.createTable('current_values', table => {
    table.comment(
      'The value of each metric of each entity in the windows that end with today; overwritten.',
    );
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose.');
    table.text('metric_id').notNullable().comment('dora.change-lead-time.');
    table.integer('window_days').notNullable().comment('30, 90, 180 or 365.');
    table
      .integer('metric_version')
      .notNullable()
      .comment('Of the definition that it was calculated by.');
    table
      .text('status')
      .notNullable()
      .comment('Of the value: ok, partial, noData and so on.');
    table.double('value').comment('Null where it is not known.');
    table
      .integer('sample_size')
      .notNullable()
      .comment('Observations that it is made of.');
    table
      .jsonb('answer')
      .notNullable()
      .comment(
        'The whole answer: value, previous value, change, band, details.',
      );
    table
      .timestamp('window_from', instant)
      .notNullable()
      .comment('First instant of the window.');
    table
      .timestamp('window_to', instant)
      .notNullable()
      .comment('End of the window, not included.');
    table
      .timestamp('calculated_at', instant)
      .notNullable()
      .comment('When it was calculated.');
    table.primary(['entity_id', 'metric_id', 'window_days'], {
      constraintName: 'current_values_pkey',
    });
  });
  await knex.schema.createTable('bucket_values', table => {
    table.comment(
      'The value of each metric of each entity per ISO week and month.',
    );
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose.');
    table.text('metric_id').notNullable().comment('dora.change-lead-time.');
    table.text('bucket').notNullable().comment('week or month.');
    table
      .timestamp('from_at', instant)
      .notNullable()
      .comment('First instant of the bucket, UTC.');
    table
      .integer('metric_version')
      .notNullable()
      .comment('Of the definition that it was calculated by.');
    table.text('status').notNullable().comment('Of the value.');
    table.double('value').comment('Null where it is not known.');
    table
      .integer('sample_size')
      .notNullable()
      .comment('Observations that it is made of.');
    table.jsonb('answer').notNullable().comment('The whole value.');
    table
      .timestamp('calculated_at', instant)
      .notNullable()
      .comment('When it was calculated.');
    table.primary(['entity_id', 'metric_id', 'bucket', 'from_at'], {
      constraintName: 'bucket_values_pkey',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('bucket_values');
  await knex.schema.dropTable('current_values');
};
