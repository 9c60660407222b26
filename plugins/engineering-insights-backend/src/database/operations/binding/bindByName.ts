import type { Knex } from 'knex';
import { bindServices } from './bindServices';
import { addDirtyMarks } from '../dirtyMarks/addDirtyMarks';

/** Binds scopes to the entities that they are about, and has those derived anew that read something else now. */
export async function bindByName(options: { knex: Knex }): Promise<void> {
  const { knex } = options;
  const { changedIds } = await bindServices({ knex });
  await addDirtyMarks({
    knex,
    entityIds: changedIds,
    fromAt: '-infinity',
    reason: 'binding',
  });
}
