import { Agent } from 'node:http';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import type { Bench } from '../Bench';
import { createCpuMeter } from '../createCpuMeter';
import { createRandom } from '../createRandom';
import type { Figure } from '../Figure';
import { startApi } from './startApi';
import { timeRequest } from './timeRequest';

const WARM_UP_REQUESTS = 50;
const REQUESTS = 400;

/** How long the DORA tab of a component waits for its answer, beside a request that asks for nothing. */
export async function measureDora(bench: Bench): Promise<Figure[]> {
  const api = await startApi(bench);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const random = createRandom(1);
  const dora: number[] = [];
  const empty: number[] = [];
  const readCpu = await createCpuMeter(bench.knex);
  try {
    for (let count = 0; count < WARM_UP_REQUESTS + REQUESTS; count += 1) {
      const component = 1 + Math.floor(random() * bench.componentCount);
      const path = `/v1/analytics/dora/component/default/c${component}`;
      const doraTime = await timeRequest({
        agent,
        url: `${api.url}${path}`,
        status: 200,
      });
      const emptyTime = await timeRequest({
        agent,
        url: `${api.url}/bench/empty`,
        status: 204,
      });
      if (count < WARM_UP_REQUESTS) continue;
      dora.push(doraTime);
      empty.push(emptyTime);
    }
  } finally {
    agent.destroy();
    await api.stop();
  }
  const cpu = await readCpu();
  const cpuOf = (seconds: number) =>
    (seconds * 1000) / (WARM_UP_REQUESTS + REQUESTS);
  const [p50, emptyP50, p95] = [
    quantile(dora, 0.5)!,
    quantile(empty, 0.5)!,
    quantile(dora, 0.95)!,
  ];
  return [
    { name: 'dora.p50', value: p50, unit: 'ms' },
    {
      name: 'dora.p95',
      value: p95,
      unit: 'ms',
      aim: { comparison: 'below', bound: 30 },
    },
    { name: 'dora.emptyRoute.p50', value: emptyP50, unit: 'ms' },
    { name: 'dora.emptyRoute.p95', value: quantile(empty, 0.95)!, unit: 'ms' },
    { name: 'dora.p50ToEmptyRoute', value: p50 / emptyP50, unit: 'times' },
    { name: 'dora.cpu.node', value: cpuOf(cpu.node), unit: 'ms' },
    { name: 'dora.cpu.postgres', value: cpuOf(cpu.postgres), unit: 'ms' },
  ];
}
