import { Agent } from 'node:http';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import { recalculate } from '../../src/engine';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import type { Bench } from '../Bench';
import type { Figure } from '../Figure';
import {
  loadManyServices,
  loadOverview,
  MANY_DOMAIN,
  OVERVIEW_DOMAIN,
} from '../organisation/loadOverview';
import { keepComponents } from './keepComponents';
import { startApi } from './startApi';
import { timeRequest } from './timeRequest';

const WARM_UP_REQUESTS = 3;

const registry = createMetricRegistry(builtInMetrics);

/** What the plugin keeps of the domain that has all components. */
async function keepDomain({ knex, now }: Bench) {
  const { id } = await knex('entities')
    .where({ ref: OVERVIEW_DOMAIN })
    .first('id');
  await recalculate({
    knex,
    now,
    changedFrom: '-infinity',
    of: 'rollUps',
    metrics: registry.listKept('components'),
    entityIds: [id],
  });
}

interface Asked {
  readonly name: string;
  readonly url: string;
  readonly requests: number;
  /** Of p95, in milliseconds. */
  readonly bound?: number;
}

async function measureRequests({
  name,
  url,
  requests,
  bound,
}: Asked): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  try {
    for (let count = 0; count < WARM_UP_REQUESTS + requests; count += 1) {
      times.push(await timeRequest({ agent, url, status: 200 }));
    }
  } finally {
    agent.destroy();
  }
  const measured = times.slice(WARM_UP_REQUESTS);
  return [
    // Who asks for the first time has the catalog asked what they may see.
    { name: `${name}.first`, value: times[0], unit: 'ms' },
    { name: `${name}.p50`, value: quantile(measured, 0.5)!, unit: 'ms' },
    {
      name: `${name}.p95`,
      value: quantile(measured, 0.95)!,
      unit: 'ms',
      ...(bound && { aim: { comparison: 'below', bound } as const }),
    },
  ];
}

const pathOf = (domain: string) => `/v1/overview/${domain.replace(':', '/')}`;

async function askAll(
  bench: Bench,
  questions: readonly (Omit<Asked, 'url'> & { readonly path: string })[],
): Promise<Figure[]> {
  await bench.knex.raw('vacuum analyze');
  const api = await startApi(bench);
  try {
    const figures: Figure[] = [];
    for (const { path, ...asked } of questions) {
      figures.push(
        ...(await measureRequests({ ...asked, url: `${api.url}${path}` })),
      );
    }
    return figures;
  } finally {
    await api.stop();
  }
}

/** How long it takes to calculate what overviews read. */
export async function measureKeeping(bench: Bench): Promise<Figure[]> {
  await loadOverview(bench);
  const startedAt = performance.now();
  await keepComponents(bench, bench.componentCount);
  await keepDomain(bench);
  return [
    {
      name: 'overview.calculation.first',
      value: (performance.now() - startedAt) / 1000,
      unit: 's',
    },
  ];
}

/** How long readers of an overview of all components wait, for a year: from what is kept, and with a filter. */
export async function measureOverview(bench: Bench): Promise<Figure[]> {
  const path = pathOf(OVERVIEW_DOMAIN);
  return askAll(bench, [
    {
      name: 'overview.kept',
      path: `${path}?days=365`,
      requests: 100,
      bound: 150,
    },
    {
      name: 'overview.filtered',
      path: `${path}?days=365&lifecycle=production`,
      requests: 20,
      bound: 1_500,
    },
    {
      name: 'overview.changes',
      path: `${path}/changes?days=90`,
      requests: 20,
    },
    {
      name: 'overview.completeness',
      path: `${path}/completeness?days=90`,
      requests: 20,
    },
  ]);
}

/** The same of ten times as many services. */
export async function measureManyServices(bench: Bench): Promise<Figure[]> {
  await loadManyServices(bench);
  return askAll(bench, [
    {
      name: 'overview.tenfold',
      path: `${pathOf(MANY_DOMAIN)}?days=365`,
      requests: 50,
      bound: 400,
    },
  ]);
}
