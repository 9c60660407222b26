import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../Bench';
import type { Aim, Figure } from '../Figure';
import { step } from '../step';
import type { LoadReport } from './messages';
import { CALLERS, doraPathsOf, EMPTY_PATHS } from './routes';
import { startCallers } from './startCallers';
import { startPortal, type Portal } from './startPortal';

const CONNECTIONS = 100;
/** Code is compiled and queries are prepared. */
const WARM_UP_SHARE = 1 / 4;
const MINUTE_MS = 60_000;

const NONE: Aim = { comparison: 'below', bound: 1 };

interface Collected {
  readonly pagesPerMinute: number;
  readonly calculationsPerMinute: number;
}

/** What is collected while something else is done. */
async function collectedDuring<T>(
  portal: Portal,
  run: () => Promise<T>,
): Promise<{ result: T; collected: Collected }> {
  const before = await portal.readProgress();
  const startedAt = performance.now();
  const result = await run();
  const minutes = (performance.now() - startedAt) / MINUTE_MS;
  const after = await portal.readProgress();
  return {
    result,
    collected: {
      pagesPerMinute: (after.pageCount - before.pageCount) / minutes,
      calculationsPerMinute:
        (after.calculationCount - before.calculationCount) / minutes,
    },
  };
}

function reportFigures(name: string, report: LoadReport): Figure[] {
  const { perSecond, p50Ms, p99Ms, errorCount, non2xxCount } = report;
  return [
    { name: `${name}.requests`, value: perSecond, unit: '/s' },
    { name: `${name}.p50`, value: p50Ms, unit: 'ms' },
    { name: `${name}.p99`, value: p99Ms, unit: 'ms' },
    { name: `${name}.errors`, value: errorCount, unit: '', aim: NONE },
    { name: `${name}.non2xx`, value: non2xxCount, unit: '', aim: NONE },
  ];
}

function collectedFigures(alone: Collected, loaded: Collected): Figure[] {
  const share = (of: keyof Collected) => loaded[of] / alone[of];
  return [
    { name: 'load.pages', value: loaded.pagesPerMinute, unit: '/min' },
    { name: 'load.pages.alone', value: alone.pagesPerMinute, unit: '/min' },
    { name: 'load.pages.toAlone', value: share('pagesPerMinute'), unit: '' },
    {
      name: 'load.calculations',
      value: loaded.calculationsPerMinute,
      unit: '/min',
    },
    {
      name: 'load.calculations.toAlone',
      value: share('calculationsPerMinute'),
      unit: '',
    },
  ];
}

/** Many callers ask for the answers of DORA tabs, and then for nothing, while sources are read and values calculated. */
export async function measureLoad(
  bench: Bench,
  { seconds }: { readonly seconds: number },
): Promise<Figure[]> {
  const portal = await startPortal(bench);
  const callers = startCallers();
  const ask = (paths: readonly string[], forSeconds: number) =>
    callers.ask({
      url: portal.url,
      paths,
      callerCount: CALLERS,
      connections: CONNECTIONS,
      seconds: forSeconds,
    });
  const doraPaths = doraPathsOf(bench);
  try {
    await step('Warming up', () =>
      ask(doraPaths, Math.ceil(seconds * WARM_UP_SHARE)),
    );
    const alone = await step('Collecting alone', () =>
      collectedDuring(portal, () => sleep(seconds * 1_000)),
    );
    const dora = await step('Asking for DORA while collecting', () =>
      collectedDuring(portal, () => ask(doraPaths, seconds)),
    );
    const empty = await step('Asking for nothing while collecting', () =>
      ask(EMPTY_PATHS, seconds),
    );
    return [
      ...reportFigures('load.dora', dora.result),
      ...reportFigures('load.emptyRoute', empty),
      {
        name: 'load.p99ToEmptyRoute',
        value: dora.result.p99Ms / empty.p99Ms,
        unit: 'times',
      },
      ...collectedFigures(alone.collected, dora.collected),
    ];
  } finally {
    callers.stop();
    await portal.stop();
  }
}
