import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** What is kept of an entity in exactly this window; undefined where it is of another window or version. */
export async function readCurrentBlocks<TBlocks>(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly window: MetricWindow;
  readonly version: number;
}): Promise<TBlocks | undefined> {
  const { knex, entityId, window, version } = options;
  const row = await knex('current_blocks')
    .first<{ blocks: TBlocks }>('blocks')
    .where({
      entity_id: entityId,
      window_from: window.from,
      window_to: window.to,
      version,
    });
  return row?.blocks;
}
