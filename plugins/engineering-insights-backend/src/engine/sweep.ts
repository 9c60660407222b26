import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { recalculate } from './recalculate';

// Bounds memory, and the time in which one transaction holds its rows.
const ENTITIES_AT_ONCE = 100;

/** Windows move and hold-backs end without any new fact; weeks before then were settled when their facts came. */
const UNSETTLED_DAYS = 8;

/**
 * Moves the windows of all entities to today; once a day. Each query is for
 * many entities at once.
 */
export async function sweep(options: {
  readonly knex: Knex;
  readonly metrics: readonly Metric[];
  readonly now: string;
  readonly intervalSeconds?: number;
  readonly signal?: AbortSignal;
}): Promise<{ entityCount: number }> {
  const { knex, now, signal } = options;
  const changedFrom = DateTime.fromISO(now, { zone: 'utc' })
    .minus({ days: UNSETTLED_DAYS })
    .toISO()!;
  let lastId = 0;
  let entityCount = 0;
  while (!signal?.aborted) {
    const entityIds: number[] = await knex('entities')
      .where('id', '>', lastId)
      .whereNull('removed_at')
      .where('is_ignored', false)
      .whereIn('kind', ['component', 'system', 'domain', 'group'])
      .orderBy('id')
      .limit(ENTITIES_AT_ONCE)
      .pluck('id');
    if (entityIds.length === 0) {
      break;
    }
    await knex.transaction(trx =>
      recalculate({ ...options, knex: trx, entityIds, changedFrom }),
    );
    entityCount += entityIds.length;
    lastId = entityIds[entityIds.length - 1];
  }
  return { entityCount };
}
