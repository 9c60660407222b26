import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import { noteChanges } from '../../src/database/operations/changes/noteChanges';
import type { Bench } from '../Bench';
import { createRandom } from '../createRandom';
import type { Figure } from '../Figure';
import { startApi } from '../figures/startApi';
import { collectGarbage } from './collectGarbage';
import { type Sample, slopePerMinute } from './slopePerMinute';
import { startClients } from './startClients';

const CLIENTS = 200;
const BETWEEN_CHANGES_MS = 500;
const MEGABYTE = 1024 * 1024;

/** The first third is warming up: code is compiled and pools are filled. */
function warmOf(samples: readonly Sample[]): readonly Sample[] {
  return samples.slice(Math.floor(samples.length / 3));
}

function memoryFigures(options: {
  readonly resident: readonly Sample[];
  readonly heap: readonly Sample[];
}): Figure[] {
  const warm = warmOf(options.resident);
  return [
    {
      name: 'live.memory',
      value: Math.max(...warm.map(({ bytes }) => bytes)) / MEGABYTE,
      unit: 'MiB',
    },
    {
      name: 'live.memory.slope',
      value: slopePerMinute(warm) / MEGABYTE,
      unit: 'MiB/min',
      aim: { comparison: 'below', bound: 1 },
    },
    {
      name: 'live.heap.slope',
      value: slopePerMinute(warmOf(options.heap)) / MEGABYTE,
      unit: 'MiB/min',
    },
  ];
}

/**
 * Clients that follow everything while one entity after the other is
 * calculated. It is noted as another replica would note it, so that the server
 * hears of it by reading the table alone.
 */
export async function measureLive(
  bench: Bench,
  options: { readonly minutes: number },
): Promise<Figure[]> {
  const { knex, componentCount } = bench;
  const random = createRandom(1);
  const api = await startApi(bench);
  const clients = await startClients({
    url: `${api.url}/v1/events/stream`,
    count: CLIENTS,
  });
  // Of each change, so that the measurement itself keeps little.
  const medians: number[] = [];
  const slowest: number[] = [];
  const resident: Sample[] = [];
  const heap: Sample[] = [];
  const end = Date.now() + options.minutes * 60_000;
  while (Date.now() < end) {
    const entityId = 1 + Math.floor(random() * componentCount);
    let changedAt = 0;
    const toldAt = await clients.whenTold(
      `component:default/c${entityId}`,
      async () => {
        await knex.transaction(trx =>
          noteChanges({
            knex: trx,
            entityIds: [entityId],
            calculatedAt: new Date().toISOString(),
          }),
        );
        changedAt = Date.now();
      },
    );
    const each = toldAt.map(at => Math.max(0, at - changedAt));
    medians.push(quantile(each, 0.5)!);
    slowest.push(Math.max(...each));
    collectGarbage();
    const { rss, heapUsed } = process.memoryUsage();
    resident.push({ at: Date.now(), bytes: rss });
    heap.push({ at: Date.now(), bytes: heapUsed });
    await sleep(BETWEEN_CHANGES_MS);
  }
  clients.stop();
  await api.stop();
  return [
    { name: 'live.told.p50', value: quantile(medians, 0.5)!, unit: 'ms' },
    {
      name: 'live.told.last',
      value: Math.max(...slowest),
      unit: 'ms',
      aim: { comparison: 'below', bound: 2_000 },
    },
    ...memoryFigures({ resident, heap }),
  ];
}
