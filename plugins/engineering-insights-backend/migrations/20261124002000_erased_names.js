// @ts-check

/**
 * Whose names are not to be stored again, also not as pseudonyms.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('erased_names', table => {
    table.comment(
      'Names of persons whose data was erased. What a source tells of them from then on is stored as of nobody.',
    );
    table
      .text('key')
      .primary({ constraintName: 'erased_names_pkey' })
      .comment('Salted hash of the pseudonym that stood for the name.');
    table
      .timestamp('erased_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When it was erased.');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('erased_names');
};
