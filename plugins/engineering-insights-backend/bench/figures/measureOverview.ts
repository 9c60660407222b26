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
import { startApi } from './startApi';
import { timeRequest } from './timeRequest';

const WARM_UP_REQUESTS = 3;
const COMPONENTS_AT_ONCE = 100;

const registry = createMetricRegistry(builtInMetrics);

/** What the plugin keeps of all components and of the domain that has them all. */
async function keepValues({ knex, now, componentCount }: Bench) {
  const { id: domainId } = await knex('entities')
    .where({ ref: OVERVIEW_DOMAIN })
    .first('id');
  const shared = { knex, now, changedFrom: '-infinity' };
  for (let first = 1; first <= componentCount; first += COMPONENTS_AT_ONCE) {
    const count = Math.min(COMPONENTS_AT_ONCE, componentCount - first + 1);
    await recalculate({
      ...shared,
      of: 'components',
      metrics: registry.listKept('components'),
      entityIds: Array.from({ length: count }, (_, index) => first + index),
    });
  }
  await recalculate({
    ...shared,
    of: 'rollUps',
    metrics: registry.listKept('components'),
    entityIds: [domainId],
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

/** How long readers of an overview of all components wait, for a year; from what is kept, with a filter, and of ten times as many services. */
export async function measureOverview(bench: Bench): Promise<Figure[]> {
  const { knex } = bench;
  await loadOverview(bench);
  const startedAt = performance.now();
  await keepValues(bench);
  const figures: Figure[] = [
    {
      name: 'overview.calculation.first',
      value: (performance.now() - startedAt) / 1000,
      unit: 's',
    },
  ];
  await knex.raw('vacuum analyze');
  const api = await startApi(bench);
  const path = (domain: string) =>
    `${api.url}/v1/overview/${domain.replace(':', '/')}`;
  try {
    const ask = async (asked: Asked) => {
      figures.push(...(await measureRequests(asked)));
    };
    await ask({
      name: 'overview.kept',
      url: `${path(OVERVIEW_DOMAIN)}?days=365`,
      requests: 100,
      bound: 150,
    });
    await ask({
      name: 'overview.filtered',
      url: `${path(OVERVIEW_DOMAIN)}?days=365&lifecycle=production`,
      requests: 20,
      bound: 1_500,
    });
    await ask({
      name: 'overview.changes',
      url: `${path(OVERVIEW_DOMAIN)}/changes?days=90`,
      requests: 20,
    });
    await ask({
      name: 'overview.completeness',
      url: `${path(OVERVIEW_DOMAIN)}/completeness?days=90`,
      requests: 20,
    });
    await loadManyServices(bench);
    await knex.raw('vacuum analyze');
    await ask({
      name: 'overview.tenfold',
      url: `${path(MANY_DOMAIN)}?days=365`,
      requests: 50,
      bound: 400,
    });
  } finally {
    await api.stop();
  }
  return figures;
}
