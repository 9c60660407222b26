import type { Knex } from 'knex';

/** Deletes the calendars that are not among the names; entities that had one have the default. */
export async function deleteOtherCalendars(options: {
  readonly knex: Knex;
  readonly names: readonly string[];
}): Promise<void> {
  await options
    .knex('calendars')
    .whereNotIn('name', [...options.names])
    .delete();
}
