import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

const LONGEST_WAIT_MS = 50_000;

/** Waits until a condition holds, and fails where it does not come to hold. */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = Date.now() + LONGEST_WAIT_MS;
  while (!(await isSo())) {
    if (Date.now() > end)
      throw new Error(`It did not come to pass that ${what}`);
    await sleep(20);
  }
}

/** Whether each of so many streams was read to its end in both directions. */
export async function isAllRead(
  knex: Knex,
  streamCount: number,
): Promise<boolean> {
  const done = await knex('streams')
    .where({ is_history_done: true })
    .whereNotNull('live_cursor')
    .whereNull('leased_by')
    .whereNotNull('last_success_at');
  return done.length === streamCount;
}
