import { recalculate } from '../../src/engine';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import type { Bench } from '../Bench';

const AT_ONCE = 100;

const registry = createMetricRegistry(builtInMetrics);

/** Calculates what the plugin keeps of the first components, from nothing. */
export async function keepComponents(
  { knex, now }: Bench,
  componentCount: number,
): Promise<void> {
  for (let first = 1; first <= componentCount; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, componentCount - first + 1);
    await recalculate({
      knex,
      now,
      changedFrom: '-infinity',
      of: 'components',
      metrics: registry.listKept('components'),
      entityIds: Array.from({ length: count }, (_, index) => first + index),
    });
  }
}
