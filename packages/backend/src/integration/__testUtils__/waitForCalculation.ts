import type { Knex } from 'knex';
import { waitUntil } from './waitUntil';

/** Returns once all that was collected is calculated. */
export async function waitForCalculation(knex: Knex): Promise<void> {
  await waitUntil('everything is calculated', async () => {
    // Marks of a later time belong to roll-ups, and to ends of hold-backs.
    const [{ count: marks }] = await knex('dirty_marks')
      .where('due_at', '<=', knex.fn.now())
      .count();
    const [{ count: wanted }] = await knex('wanted_revisions')
      .where('due_at', '<=', knex.fn.now())
      .whereNull('found_at')
      .count();
    return Number(marks) === 0 && Number(wanted) === 0;
  });
}
