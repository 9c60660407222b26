import type { Knex } from 'knex';

/** Puts the marks of an entity that could not be worked off to a later time, so that it holds up no other. */
export async function postponeDirtyMarks(options: {
  readonly knex: Knex;
  readonly markIds: readonly string[];
  readonly dueAt: string;
}): Promise<void> {
  const { knex, markIds, dueAt } = options;
  await knex('dirty_marks')
    .whereIn('id', [...markIds])
    .update({ due_at: dueAt });
}
