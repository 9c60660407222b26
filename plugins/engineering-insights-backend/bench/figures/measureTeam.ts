import { Agent } from 'node:http';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import { addDirtyMarks } from '../../src/database/operations/dirtyMarks/addDirtyMarks';
import { processDirtyMarks } from '../../src/engine';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import type { Bench } from '../Bench';
import { createCpuMeter } from '../createCpuMeter';
import type { Figure } from '../Figure';
import { startApi } from './startApi';
import { timeRequest } from './timeRequest';

const WARM_UP_REQUESTS = 10;
const REQUESTS = 100;
const CALCULATIONS = 3;

const GROUP = 'group:default/g1';
const ANSWERS = {
  'team.flow': '/v1/analytics/team/group/default/g1?section=flow',
  'team.dora': '/v1/analytics/dora/group/default/g1',
};

const metrics = createMetricRegistry(builtInMetrics).listKept('rollUps');

/** Calculates what is kept of the group as the plugin does after a fact of that time. */
async function keepValues(
  { knex, now }: Bench,
  groupId: number,
  fromAt: string,
): Promise<number> {
  // Those of the components and systems are not measured here.
  await knex('dirty_marks').delete();
  await addDirtyMarks({
    knex,
    entityIds: [groupId],
    fromAt,
    reason: 'facts',
    dueAt: now,
  });
  const changed: string[] = [];
  const startedAt = performance.now();
  await processDirtyMarks({
    knex,
    of: 'rollUps',
    metrics,
    derive: async () => undefined,
    now,
    limit: 1,
    onChanged: refs => {
      changed.push(...refs);
    },
    onFailure: ({ error }) => {
      throw error;
    },
  });
  if (changed[0] !== GROUP) {
    throw new Error(`Nothing was kept of ${GROUP}.`);
  }
  return performance.now() - startedAt;
}

async function measureCalculation(
  bench: Bench,
  groupId: number,
): Promise<Figure[]> {
  const first = await keepValues(bench, groupId, '-infinity');
  const times: number[] = [];
  const readCpu = await createCpuMeter(bench.knex);
  for (let round = 0; round < CALCULATIONS; round += 1) {
    times.push(await keepValues(bench, groupId, bench.now));
  }
  const cpu = await readCpu();
  const secondsOf = (sum: number) => ({ value: sum / CALCULATIONS, unit: 's' });
  return [
    { name: 'team.calculation.first', value: first / 1000, unit: 's' },
    {
      name: 'team.calculation.p50',
      value: quantile(times, 0.5)! / 1000,
      unit: 's',
    },
    { name: 'team.calculation.cpu.node', ...secondsOf(cpu.node) },
    { name: 'team.calculation.cpu.postgres', ...secondsOf(cpu.postgres) },
  ];
}

async function measureAnswer(
  { knex }: Bench,
  name: string,
  url: string,
): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  const readCpu = await createCpuMeter(knex);
  try {
    for (let count = 0; count < WARM_UP_REQUESTS + REQUESTS; count += 1) {
      times.push(await timeRequest({ agent, url, status: 200 }));
    }
  } finally {
    agent.destroy();
  }
  const cpu = await readCpu();
  const measured = times.slice(WARM_UP_REQUESTS);
  const cpuOf = (seconds: number) => ({
    value: (seconds * 1000) / times.length,
    unit: 'ms',
  });
  return [
    { name: `${name}.p50`, value: quantile(measured, 0.5)!, unit: 'ms' },
    {
      name: `${name}.p95`,
      value: quantile(measured, 0.95)!,
      unit: 'ms',
      aim: { comparison: 'below', bound: 60 },
    },
    { name: `${name}.cpu.node`, ...cpuOf(cpu.node) },
    { name: `${name}.cpu.postgres`, ...cpuOf(cpu.postgres) },
  ];
}

/** How long the tabs of a group that owns a fifth of the components wait, and how long its values take that are kept for them. */
export async function measureTeam(bench: Bench): Promise<Figure[]> {
  const { knex } = bench;
  const group = await knex('entities').where({ ref: GROUP }).first('id');
  const figures = await measureCalculation(bench, group.id);
  const api = await startApi(bench);
  try {
    for (const [name, path] of Object.entries(ANSWERS)) {
      figures.push(...(await measureAnswer(bench, name, `${api.url}${path}`)));
    }
  } finally {
    await api.stop();
  }
  // What is not kept is marked to be, so such an answer was not the one that readers meet.
  const marked = await knex('dirty_marks').where({ entity_id: group.id });
  if (marked.length > 0) {
    throw new Error(`What was kept of ${GROUP} was not read.`);
  }
  return figures;
}
