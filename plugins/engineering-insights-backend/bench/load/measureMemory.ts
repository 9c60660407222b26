import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../Bench';
import type { Aim, Figure } from '../Figure';
import { collectGarbage } from '../live/collectGarbage';
import { type Sample, slopePerMinute } from '../live/slopePerMinute';
import type { LoadReport } from './messages';
import { CALLERS, doraPathsOf } from './routes';
import { startCallers } from './startCallers';
import { startPortal } from './startPortal';

const CONNECTIONS = 10;
/** About a third of what is answered at most. */
const REQUESTS_PER_SECOND = 20;
const BETWEEN_SAMPLES_MS = 5_000;
const MEGABYTE = 1024 * 1024;

const NONE: Aim = { comparison: 'below', bound: 1 };

type MemorySample = NodeJS.MemoryUsage & Pick<Sample, 'at'>;

/** What is left after a collection of garbage. */
function sampleMemory(): MemorySample {
  collectGarbage();
  return { ...process.memoryUsage(), at: Date.now() };
}

function memoryFigures(samples: readonly MemorySample[]): Figure[] {
  // In the first half code is compiled, and what is remembered for a minute fills up.
  const settled = samples.slice(Math.floor(samples.length / 2));
  const slope = (of: 'rss' | 'heapUsed' | 'external') =>
    slopePerMinute(settled.map(each => ({ at: each.at, bytes: each[of] }))) /
    MEGABYTE;
  return [
    {
      name: 'load.memory',
      value: Math.max(...settled.map(({ rss }) => rss)) / MEGABYTE,
      unit: 'MiB',
    },
    {
      name: 'load.memory.slope',
      value: slope('rss'),
      unit: 'MiB/min',
      aim: { comparison: 'below', bound: 1 },
    },
    { name: 'load.heap.slope', value: slope('heapUsed'), unit: 'MiB/min' },
    { name: 'load.external.slope', value: slope('external'), unit: 'MiB/min' },
  ];
}

function reportFigures(report: LoadReport): Figure[] {
  const { perSecond, p99Ms, errorCount, non2xxCount } = report;
  return [
    { name: 'load.steady.requests', value: perSecond, unit: '/s' },
    { name: 'load.steady.p99', value: p99Ms, unit: 'ms' },
    { name: 'load.steady.errors', value: errorCount, unit: '', aim: NONE },
    { name: 'load.steady.non2xx', value: non2xxCount, unit: '', aim: NONE },
  ];
}

/** How the memory of a portal goes that is asked steadily while it collects. */
export async function measureMemory(
  bench: Bench,
  { minutes }: { readonly minutes: number },
): Promise<Figure[]> {
  const portal = await startPortal(bench);
  const callers = startCallers();
  const samples: MemorySample[] = [];
  let report: LoadReport | undefined;
  try {
    const asked = callers
      .ask({
        url: portal.url,
        paths: doraPathsOf(bench),
        callerCount: CALLERS,
        connections: CONNECTIONS,
        seconds: minutes * 60,
        perSecond: REQUESTS_PER_SECOND,
      })
      .then(answer => {
        report = answer;
      });
    while (!report) {
      await Promise.race([asked, sleep(BETWEEN_SAMPLES_MS)]);
      samples.push(sampleMemory());
    }
    return [...reportFigures(report), ...memoryFigures(samples)];
  } finally {
    callers.stop();
    await portal.stop();
  }
}
