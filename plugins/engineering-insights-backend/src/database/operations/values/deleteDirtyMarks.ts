import type { Knex } from 'knex';

/** Deletes exactly the marks that were worked off. */
export async function deleteDirtyMarks(options: {
  readonly knex: Knex;
  readonly markIds: readonly string[];
}): Promise<void> {
  await options
    .knex('dirty_marks')
    .whereIn('id', [...options.markIds])
    .delete();
}
