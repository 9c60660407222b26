import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { noteChanges } from '../database/operations/changes/noteChanges';
import { preparedTransaction } from '../database/prepared';
import type { MetricRegistry } from '../metrics';
import { recalculate, type RecalculateOptions } from './recalculate';

// Bounds memory, and the time in which one transaction holds its rows.
const ENTITIES_AT_ONCE = 100;

/** Windows move and hold-backs end without any new fact; weeks before then were settled when their facts came. */
const UNSETTLED_DAYS = 8;

export interface SweepOptions {
  readonly knex: Knex;
  readonly metrics: Pick<MetricRegistry, 'listKept'>;
  readonly now: string;
  readonly intervalSeconds?: number;
  readonly minimumContributors?: number;
  readonly signal?: AbortSignal;
}

/**
 * Moves the windows of all entities to today; once a day. Each query is for
 * many entities at once.
 */
export async function sweep(
  options: SweepOptions,
): Promise<{ entityCount: number }> {
  const { now } = options;
  const changedFrom = DateTime.fromISO(now, { zone: 'utc' })
    .minus({ days: UNSETTLED_DAYS })
    .toISO()!;
  const asked = { ...options, changedFrom };
  const componentCount = await sweepKinds(asked, 'components', ['component']);
  const rollUpCount = await sweepKinds(asked, 'rollUps', [
    'system',
    'domain',
    'group',
  ]);
  return { entityCount: componentCount + rollUpCount };
}

async function sweepKinds(
  options: SweepOptions & { readonly changedFrom: string },
  of: RecalculateOptions['of'],
  kinds: readonly string[],
): Promise<number> {
  const { knex, signal } = options;
  let lastId = 0;
  let entityCount = 0;
  while (!signal?.aborted) {
    const entityIds: number[] = await knex('entities')
      .where('id', '>', lastId)
      .whereNull('removed_at')
      .where('is_ignored', false)
      .whereIn('kind', [...kinds])
      .orderBy('id')
      .limit(ENTITIES_AT_ONCE)
      .pluck('id');
    if (entityIds.length === 0) {
      break;
    }
    await preparedTransaction(knex, async trx => {
      await recalculate({
        ...options,
        knex: trx,
        metrics: options.metrics.listKept(of),
        of,
        entityIds,
      });
      await noteChanges({
        knex: trx,
        entityIds,
        calculatedAt: options.now,
      });
    });
    entityCount += entityIds.length;
    lastId = entityIds[entityIds.length - 1];
  }
  return entityCount;
}
