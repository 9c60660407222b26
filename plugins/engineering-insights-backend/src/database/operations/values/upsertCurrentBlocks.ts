import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** Writes what the tabs of an entity show beside its metrics over that of before. */
export async function upsertCurrentBlocks(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly windowDays: number;
  readonly window: MetricWindow;
  readonly version: number;
  readonly blocks: object;
  readonly calculatedAt: string;
}): Promise<void> {
  const { knex, entityId, windowDays, window, version, blocks } = options;
  await knex('current_blocks')
    .insert({
      entity_id: entityId,
      window_days: windowDays,
      version,
      blocks: JSON.stringify(blocks),
      window_from: window.from,
      window_to: window.to,
      calculated_at: options.calculatedAt,
    })
    .onConflict(['entity_id', 'window_days'])
    .merge();
}
