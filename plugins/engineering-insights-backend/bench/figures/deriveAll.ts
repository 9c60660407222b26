import { DateTime } from 'luxon';
import { deriveEntity } from '../../src/delivery';
import type { Bench } from '../Bench';

/** As many as the plugin works on. */
const AT_ONCE = 2;

/** Derives every component from scratch, as many at once as the plugin does. Returns how many rollouts there are. */
export async function deriveAll(bench: Bench): Promise<number> {
  const { knex, componentCount, policies } = bench;
  const now = DateTime.fromISO(bench.now, { zone: 'utc' });
  let rolloutCount = 0;
  let lastId = 0;
  const work = async () => {
    while (lastId < componentCount) {
      lastId += 1;
      const derived = await deriveEntity({
        knex,
        entityId: lastId,
        policies,
        now,
      });
      if (derived.status === 'derived') rolloutCount += derived.rolloutCount;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rolloutCount;
}
