import { DateTime } from 'luxon';
import { deriveEntity } from '../../src/delivery';
import type { Bench } from '../Bench';

/** Derives every component from scratch, one after the other, as one worker does. Returns how many rollouts there are. */
export async function deriveAll(bench: Bench): Promise<number> {
  const { knex, componentCount, policies } = bench;
  const now = DateTime.fromISO(bench.now, { zone: 'utc' });
  let rolloutCount = 0;
  for (let entityId = 1; entityId <= componentCount; entityId += 1) {
    const derived = await deriveEntity({ knex, entityId, policies, now });
    if (derived.status === 'derived') rolloutCount += derived.rolloutCount;
  }
  return rolloutCount;
}
