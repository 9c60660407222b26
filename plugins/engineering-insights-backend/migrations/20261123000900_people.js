// @ts-check

/**
 * Which accounts are one person, and which are no person. Neither names nor
 * addresses are stored: every key is a salted hash.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('people', table => {
    table.comment('The Users of the catalog, without saying who they are.');
    table.increments('id').comment('Stands for the person in identities.');
    table.text('key').notNullable().comment("Salted hash of the User's ref.");
    table.unique(['key'], { indexName: 'people_key_key' });
  });
  await knex.schema.createTable('identities', table => {
    table.comment('Which accounts of sources belong to which person.');
    table
      .text('key')
      .primary({ constraintName: 'identities_pkey' })
      .comment('Salted hash of the account, as facts keep it: author_key.');
    table
      .integer('person_id')
      .notNullable()
      .references('id')
      .inTable('people')
      .onDelete('cascade')
      .comment('Whose account it is.');
    table.index(['person_id'], 'identities_person_idx');
  });
  await knex.schema.createTable('listed_actors', table => {
    table.comment(
      'Accounts whose kind is known by their name, whatever their source says.',
    );
    table
      .text('key')
      .primary({ constraintName: 'listed_actors_pkey' })
      .comment('Salted hash of the account, as facts keep it: author_key.');
    table.text('actor').notNullable().comment('human, bot or agent.');
  });
  await knex.schema.createTable('identity_counts', table => {
    table.comment(
      'How many accounts of a source acted lately and belong to a known person, for operators.',
    );
    table
      .text('source')
      .primary({ constraintName: 'identity_counts_pkey' })
      .comment('Which connector.');
    table
      .integer('resolved_count')
      .notNullable()
      .comment('Accounts that belong to a User of the catalog.');
    table
      .integer('unresolved_count')
      .notNullable()
      .comment('Accounts that belong to none and are no bot or agent.');
    table
      .timestamp('counted_at', { useTz: true })
      .notNullable()
      .comment('When they were counted.');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of [
    'identity_counts',
    'listed_actors',
    'identities',
    'people',
  ]) {
    await knex.schema.dropTable(name);
  }
};
