// @ts-check

/**
 * The history of policies: which one came into force for an entity when, what
 * set it and why. Derivations are deleted some time after another one stood in
 * for them; this is kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('policy_switches', table => {
    table.comment(
      'Each time a policy came into force for an entity, the first time included; never changed.',
    );
    table.increments('id').comment('In order of happening.');
    table
      .integer('entity_id')
      .notNullable()
      .references('id')
      .inTable('entities')
      .onDelete('cascade')
      .comment('For which entity.');
    table
      .integer('policy_version_id')
      .notNullable()
      .references('id')
      .inTable('policy_versions')
      .comment('The policy that came into force.');
    table
      .integer('previous_version_id')
      .references('id')
      .inTable('policy_versions')
      .comment('The policy that it stands in for; null for the first one.');
    table
      .timestamp('at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('When the pointer was switched.');
    table
      .text('set_by')
      .notNullable()
      .comment('What made it: configuration or annotation.');
    table
      .jsonb('parts')
      .notNullable()
      .defaultTo('{}')
      .comment(
        'What set each part, by its name: {setBy: annotation, namedPolicy or default; name}. Empty where that is not known.',
      );
    table
      .text('location')
      .comment(
        'Where the annotations stand, as an address; null where the catalog tells none.',
      );
    table
      .text('reason')
      .comment('Why, as an annotation or the configuration says it.');
    // The versions of one entity, and its switches in a window.
    table.index(['entity_id', 'at'], 'policy_switches_entity_at_idx');
  });
  await knex.raw(`
    alter table entities add column location text;
    comment on column entities.location is
      'Where people see the file that describes it in the catalog, as an address; null where the catalog tells none.';

    insert into policy_switches
      (entity_id, policy_version_id, previous_version_id, at, set_by)
    select d.entity_id,
           d.policy_version_id,
           lag(d.policy_version_id) over (
             partition by d.entity_id order by d.in_force_from, d.id),
           d.in_force_from,
           coalesce(d.set_by, 'configuration')
      from derivations as d
     where d.in_force_from is not null
     order by d.in_force_from, d.id`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table entities drop column location');
  await knex.schema.dropTable('policy_switches');
};
