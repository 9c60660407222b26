// @ts-check

/**
 * What the tabs of systems, domains and groups show beside their metrics takes
 * as long to measure as the metrics, so it is kept with them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const instant = { useTz: true };
  await knex.schema.createTable('current_blocks', table => {
    table.comment(
      'What the tabs of each system, domain and group show beside its metrics, in the windows that end with today; overwritten.',
    );
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose.');
    table.integer('window_days').notNullable().comment('30, 90, 180 or 365.');
    table
      .integer('version')
      .notNullable()
      .comment('Of the shape and the meaning of the blocks.');
    table
      .jsonb('blocks')
      .notNullable()
      .comment('Phases, distribution, sprints, findings, coverage, gaps.');
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
    table.primary(['entity_id', 'window_days'], {
      constraintName: 'current_blocks_pkey',
    });
  });
  await knex.schema.alterTable('entities', table => {
    table
      .double('calculation_seconds')
      .comment(
        'How long the kept values of a system, domain or group took at last; the next calculation waits in proportion.',
      );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('entities', table => {
    table.dropColumn('calculation_seconds');
  });
  await knex.schema.dropTable('current_blocks');
};
