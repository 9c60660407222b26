import type { Bench } from '../Bench';
import { createCpuMeter } from '../createCpuMeter';
import type { Figure } from '../Figure';
import { deriveAll } from './deriveAll';

const MEBIBYTE = 1024 * 1024;
const SAMPLE_MILLISECONDS = 20;

/** How long linking every deployment takes, and how much more memory it has at its most. */
export async function measureLinking(bench: Bench): Promise<Figure[]> {
  const residentBefore = process.memoryUsage.rss();
  let residentMost = residentBefore;
  const sampling = setInterval(() => {
    residentMost = Math.max(residentMost, process.memoryUsage.rss());
  }, SAMPLE_MILLISECONDS);
  const readCpu = await createCpuMeter(bench.knex);
  const startedAt = performance.now();
  const rolloutCount = await deriveAll(bench);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = await readCpu();
  clearInterval(sampling);
  const [{ count }] = await bench
    .knex('deployment_commits')
    .where('is_original', false)
    .count();
  return [
    {
      name: 'linking.time',
      value: seconds,
      unit: 's',
      aim: { comparison: 'below', bound: 60 },
    },
    { name: 'linking.cpu.node', value: cpu.node, unit: 's' },
    { name: 'linking.cpu.postgres', value: cpu.postgres, unit: 's' },
    {
      name: 'linking.memory',
      value: (residentMost - residentBefore) / MEBIBYTE,
      unit: 'MiB',
      aim: { comparison: 'below', bound: 300 },
    },
    { name: 'linking.rollouts', value: rolloutCount, unit: '' },
    { name: 'linking.claimedCommits', value: Number(count), unit: '' },
  ];
}
