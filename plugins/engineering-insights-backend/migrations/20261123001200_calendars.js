// @ts-check

/**
 * When teams work: the days of each calendar, summed up, so that the working
 * time between two instants is the difference of two look-ups.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('calendars', table => {
    table.comment('The calendars of the configuration, and the default one.');
    table.increments('id').comment('Stands for the calendar in other tables.');
    table
      .text('name')
      .notNullable()
      .comment('What an annotation calls it; default of the default one.');
    table
      .text('time_zone')
      .notNullable()
      .comment('Where its hours are read on the clock: Europe/Berlin.');
    table
      .text('summary')
      .notNullable()
      .comment(
        'Its working hours for people: Mon–Fri 09:00–17:00 Europe/Berlin, public holidays of DE-BY.',
      );
    table.unique(['name'], { indexName: 'calendars_name_key' });
  });

  await knex.schema.createTable('calendar_days', table => {
    table.comment(
      'Every day of a calendar, without a gap. A job calculates them from the configuration.',
    );
    table
      .integer('calendar_id')
      .notNullable()
      .references('id')
      .inTable('calendars')
      .onDelete('cascade')
      .comment('Whose day it is.');
    table.date('day').notNullable().comment('Its date in the time zone.');
    table
      .timestamp('starts_at', { useTz: true })
      .notNullable()
      .comment('When work begins; of a free day its own beginning.');
    table
      .timestamp('ends_at', { useTz: true })
      .notNullable()
      .comment('Until before then is worked; starts_at of a free day.');
    table
      .double('seconds_before')
      .comment(
        'Working seconds from the first day of the calendar until starts_at; null of the last one, from which on nothing is known.',
      );
    table.primary(['calendar_id', 'day'], {
      constraintName: 'calendar_days_pkey',
    });
  });
  // Working time until an instant: the last day that began before it.
  await knex.raw(`
    create index calendar_days_starts_idx
      on calendar_days (calendar_id, starts_at)
      include (ends_at, seconds_before)`);

  await knex.raw(`
    alter table entities
      add column calendar_id integer
        references calendars (id) on delete set null;
    comment on column entities.calendar_id is
      'Its own calendar or that of its owner; null where the default one holds.'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('alter table entities drop column calendar_id');
  await knex.schema.dropTable('calendar_days');
  await knex.schema.dropTable('calendars');
};
