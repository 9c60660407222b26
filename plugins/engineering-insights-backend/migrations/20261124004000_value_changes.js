// @ts-check

/**
 * Who follows the numbers from outside asks for what changed since he last
 * heard. One row for each entity answers that however long ago it was, and
 * the table never has more rows than there are entities.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('value_changes', table => {
    table.comment(
      'The last calculation of the kept values of each entity, numbered in the order of the commits; overwritten.',
    );
    table
      .integer('entity_id')
      .primary({ constraintName: 'value_changes_pkey' })
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('Whose values.');
    table
      .specificType('id', 'bigint generated always as identity')
      .notNullable()
      .comment(
        'Rises with each calculation of any entity. Whoever sees a number has been able to see all lower ones.',
      );
    table
      .timestamp('calculated_at', { useTz: true })
      .notNullable()
      .comment('When the values were calculated.');
    table.unique(['id'], { indexName: 'value_changes_id_key' });
  });
  await knex.raw(
    `comment on index value_changes_id_key is 'What changed since a number, in order'`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('value_changes');
};
