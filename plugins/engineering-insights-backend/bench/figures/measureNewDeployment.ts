import {
  type Fact,
  quantile,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import { deriveEntity } from '../../src/delivery';
import { processDirtyMarks } from '../../src/engine';
import { writeScopeFacts } from '../../src/ingestion/writeScopeFacts';
import { builtInMetrics, createMetricRegistry } from '../../src/metrics';
import type { Bench } from '../Bench';
import { createCpuMeter } from '../createCpuMeter';
import { createRandom } from '../createRandom';
import type { Figure } from '../Figure';
import { COMMITS } from '../organisation/history';

const WARM_UP_ROUNDS = 5;
const ROUNDS = 60;
const COMMITS_PER_DEPLOYMENT = 5;

const metrics = createMetricRegistry(builtInMetrics).listKept('components');

function createFacts(options: {
  component: number;
  headSha: string;
  now: string;
  round: number;
}): Fact[] {
  const { component, headSha, round } = options;
  const at = DateTime.fromISO(options.now, { zone: 'utc' }).toISO()!;
  const sha = (index: number) =>
    `${component}0${round}0${index}`.padEnd(40, 'f');
  const commits = Array.from(
    { length: COMMITS_PER_DEPLOYMENT },
    (_, index): Fact => ({
      kind: 'commit',
      externalId: sha(index),
      sourceUpdatedAt: at,
      parents: [index === 0 ? headSha : sha(index - 1)],
      authoredAt: at,
      committedAt: at,
      title: `New change ${index}`,
      author: { source: 'github', login: 'someone', actor: 'human' },
    }),
  );
  return [
    ...commits,
    {
      kind: 'deployment',
      externalId: `new-${round}`,
      sourceUpdatedAt: at,
      environment: 'production',
      sha: sha(COMMITS_PER_DEPLOYMENT - 1),
      startedAt: at,
      finishedAt: at,
      outcome: 'success',
    },
  ];
}

async function receiveDeployment(
  bench: Bench,
  component: number,
  facts: readonly Fact[],
): Promise<void> {
  const { knex, now, policies } = bench;
  const changed: string[] = [];
  await knex.transaction(trx =>
    writeScopeFacts({
      knex: trx,
      scopeId: component,
      facts,
      receivedAt: now,
      identitySalt: 'bench',
    }),
  );
  await processDirtyMarks({
    knex,
    of: 'components',
    metrics,
    derive: async derivation => {
      await deriveEntity({
        ...derivation,
        policies,
        now: DateTime.fromISO(derivation.now, { zone: 'utc' }),
      });
    },
    // Marks are due by the database's clock.
    now: DateTime.utc().plus({ seconds: 1 }).toISO()!,
    limit: 1,
    onChanged: refs => {
      changed.push(...refs);
    },
    onFailure: ({ error }) => {
      throw error;
    },
  });
  if (changed[0] !== `component:default/c${component}`) {
    throw new Error(
      `Of component ${component} no value was written, but of ${
        changed.join() || 'none'
      }`,
    );
  }
}

/** From the facts of a deployment and its commits to the values of its component. */
export async function measureNewDeployment(bench: Bench): Promise<Figure[]> {
  const { knex, componentCount, now } = bench;
  const random = createRandom(2);
  const times: number[] = [];
  const readCpu = await createCpuMeter(knex);
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const component = 1 + Math.floor(random() * componentCount);
    const { rows } = await knex.raw<{ rows: { sha: string }[] }>(
      `select rpad(md5(:component || '-${COMMITS}'), 40, '0') as sha`,
      { component: String(component) },
    );
    const facts = createFacts({ component, headSha: rows[0].sha, now, round });
    // Those of systems and of holding back, which another round left.
    await knex('dirty_marks').delete();
    const startedAt = performance.now();
    await receiveDeployment(bench, component, facts);
    if (round >= WARM_UP_ROUNDS) times.push(performance.now() - startedAt);
  }
  const cpu = await readCpu();
  const cpuOf = (seconds: number) =>
    (seconds * 1000) / (WARM_UP_ROUNDS + ROUNDS);
  const aim = { comparison: 'below', bound: 100 } as const;
  return [
    {
      name: 'newDeployment.p50',
      value: quantile(times, 0.5)!,
      unit: 'ms',
      aim,
    },
    {
      name: 'newDeployment.p95',
      value: quantile(times, 0.95)!,
      unit: 'ms',
      aim,
    },
    { name: 'newDeployment.cpu.node', value: cpuOf(cpu.node), unit: 'ms' },
    {
      name: 'newDeployment.cpu.postgres',
      value: cpuOf(cpu.postgres),
      unit: 'ms',
    },
  ];
}
