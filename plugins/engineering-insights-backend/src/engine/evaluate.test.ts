import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import {
  changeFailRate,
  changeLeadTime,
  deploymentFrequency,
  deploymentReworkRate,
  failedDeploymentRecoveryTime,
} from '../metrics/dora';
import { Seed } from './__testUtils__/seed';
import { evaluate } from './evaluate';

jest.setTimeout(60_000);

const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const metrics = [
  changeLeadTime,
  deploymentFrequency,
  failedDeploymentRecoveryTime,
  changeFailRate,
  deploymentReworkRate,
];

const databases = testDatabase();
let knex: Knex;
let seed: Seed;

beforeEach(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

async function ask(entityIds: readonly number[], isCompared = false) {
  const answers = await evaluate({
    knex,
    metrics,
    entityIds,
    window,
    now,
    bucket: 'week',
    isCompared,
  });
  return (entityId: number, metricId: string): MetricAnswer =>
    answers.get(entityId)!.find(answer => answer.metricId === metricId)!;
}

async function component(
  name: string,
  options: { coveredFrom?: string; lastSuccessAt?: string } = {},
) {
  const entityId = await seed.entity({ name });
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: `acme/${name}`,
  });
  await seed.stream({
    scopeId,
    coveredFrom: options.coveredFrom ?? '2025-09-01T00:00:00Z',
    lastSuccessAt: options.lastSuccessAt ?? '2026-03-31T11:55:00Z',
  });
  const derivationId = await seed.derivation({ entityId });
  return { entityId, scopeId, derivationId };
}

describe('evaluate, of one component', () => {
  it('gives the five with what stands beside them', async () => {
    const { entityId, scopeId, derivationId } = await component('payments');
    const at = (day: number, hour = 12) =>
      `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(
        2,
        '0',
      )}:00:00Z`;
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-01-05T12:00:00Z',
    });
    const failed = await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: at(3),
    });
    const rollback = await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: at(3, 14),
      isRollback: true,
    });
    for (const day of [10, 11, 17, 18, 24, 25]) {
      const rolloutId = await seed.rollout({
        derivationId,
        scopeId,
        finishedAt: at(day),
      });
      await seed.change({
        derivationId,
        scopeId,
        rolloutId,
        sha: `c${day}`,
        startedAt: at(day, 12 - (day % 7)),
        finishedAt: at(day),
      });
    }
    await seed.change({
      derivationId,
      scopeId,
      rolloutId: failed,
      sha: 'merge',
      startedAt: at(2),
      finishedAt: at(3),
      excludedReason: 'mergeCommit',
    });
    await seed.rollout({ derivationId, scopeId, finishedAt: at(31, 10) });
    await seed.failure({
      derivationId,
      rolloutId: failed,
      failedAt: at(3),
      recoveredAt: at(3, 14),
      remediatedBy: rollback,
    });

    const answer = await ask([entityId]);

    // Lead times of 3, 4, 3, 4, 3 and 4 hours.
    expect(answer(entityId, 'dora.change-lead-time')).toMatchObject({
      value: {
        status: 'ok',
        value: 3.5 * HOUR,
        sampleSize: 6,
        excluded: [{ code: 'mergeCommit', count: 1 }],
      },
      band: { level: 'elite', set: 'dora-2024', year: 2024 },
    });
    expect(answer(entityId, 'dora.deployment-frequency')).toMatchObject({
      value: { status: 'ok', value: 9 / 30, sampleSize: 9 },
      details: { medianActiveDaysPerWeek: 2, coveredDays: 30 },
      band: { level: 'high' },
    });
    expect(
      answer(entityId, 'dora.failed-deployment-recovery-time').value,
    ).toEqual({
      status: 'insufficientSample',
      value: 2 * HOUR,
      sampleSize: 1,
      excluded: [],
      reason: {
        code: 'belowMinimumSample',
        parameters: { sampleSize: 1, minimumSample: 3 },
      },
    });
    expect(answer(entityId, 'dora.change-fail-rate').value).toMatchObject({
      value: 1 / 7,
      numerator: 1,
      sampleSize: 7,
      excluded: [
        { code: 'isRollback', count: 1 },
        { code: 'tooRecent', count: 1 },
      ],
    });
    expect(answer(entityId, 'dora.deployment-rework-rate').value).toMatchObject(
      {
        value: 1 / 9,
        numerator: 1,
        sampleSize: 9,
      },
    );
    expect(
      answer(entityId, 'dora.deployment-frequency').series.map(
        point => point.value,
      ),
    ).toMatchObject([
      { value: 2 / 7 },
      { value: 2 / 7 },
      { value: 2 / 7 },
      { value: 2 / 7 },
      { value: 0.5 },
    ]);
  });
});

describe('evaluate, where there is no number', () => {
  const reasonOf = (answer: MetricAnswer) => answer.value.reason;

  it('asks for a source first', async () => {
    const entityId = await seed.entity({ name: 'alone' });
    const answer = await ask([entityId]);
    for (const metric of metrics) {
      expect(answer(entityId, metric.definition.id).value).toMatchObject({
        status: 'notConfigured',
        reason: { code: 'noScope' },
      });
    }
  });

  it('says that history is being read, and how far', async () => {
    const entityId = await seed.entity({ name: 'new' });
    const done = await seed.scope({ entityIds: [entityId], name: 'acme/done' });
    const undone = await seed.scope({
      entityIds: [entityId],
      name: 'acme/undone',
    });
    await seed.stream({
      scopeId: done,
      coveredFrom: '2025-10-01T00:00:00Z',
      lastSuccessAt: now,
    });
    await seed.stream({
      scopeId: undone,
      isHistoryDone: false,
      lastError: {
        name: 'AuthenticationError',
        message: 'GitHub answered 401.',
      },
    });
    await seed.derivation({ entityId });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toMatchObject({
      status: 'collecting',
      reason: {
        code: 'collecting',
        parameters: {
          doneScopeCount: 1,
          totalScopeCount: 2,
          error: 'AuthenticationError',
          message: 'GitHub answered 401.',
        },
      },
    });
  });

  it('leaves out of collecting a stream that the source refuses', async () => {
    const { entityId, scopeId } = await component('refused');
    await seed.stream({
      scopeId,
      name: 'alerts',
      produces: ['finding'],
      isHistoryDone: false,
      lastError: { name: 'NotAllowedError', message: 'Switch alerts on.' },
    });
    const answer = await ask([entityId]);
    expect(
      reasonOf(answer(entityId, 'dora.deployment-frequency')),
    ).toMatchObject({ code: 'noDeploymentRule' });
  });

  it.each([
    ['waits for no stream of what counts for nothing', {}, 'noData'],
    [
      'waits for the issues that the policy takes for incidents',
      { incidents: { issueTypes: ['incident'], services: [] } },
      'collecting',
    ],
  ])('%s', async (_, policy, status) => {
    const { entityId, scopeId } = await component(`tracked-${status}`);
    const derivationId = await seed.derivation({ entityId, policy });
    for (const finishedAt of ['2026-02-01T12:00:00Z', '2026-03-20T12:00:00Z']) {
      await seed.rollout({ derivationId, scopeId, finishedAt });
    }
    const trackerId = await seed.scope({ entityIds: [entityId], name: 'PAY' });
    await seed.stream({
      scopeId: trackerId,
      name: 'issues',
      produces: ['issue'],
      isHistoryDone: false,
      lastError: { name: 'AuthenticationError', message: 'Set a token.' },
    });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value.status).toBe(
      'ok',
    );
    expect(
      answer(entityId, 'dora.failed-deployment-recovery-time').value.status,
    ).toBe(status);
  });

  it('says so where the source refuses every stream', async () => {
    const entityId = await seed.entity({ name: 'locked' });
    const scopeId = await seed.scope({
      entityIds: [entityId],
      name: 'acme/locked',
    });
    for (const name of ['pull-requests', 'deployments']) {
      await seed.stream({
        scopeId,
        name,
        isHistoryDone: false,
        lastError: { name: 'NotAllowedError', message: 'Grant it.' },
      });
    }
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.change-lead-time').value).toEqual({
      status: 'notConfigured',
      reason: {
        code: 'sourceRefused',
        parameters: { scopes: ['acme/locked'] },
      },
      excluded: [],
    });
  });

  it('says so where the source has no longer what is named', async () => {
    const { entityId, scopeId } = await component('moved');
    await knex('scopes').where({ id: scopeId }).update({ gone_at: now });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.change-lead-time').value).toEqual({
      status: 'notConfigured',
      reason: { code: 'sourceGone', parameters: { scopes: ['acme/moved'] } },
      excluded: [],
    });
  });

  it('names the places in which there are no deployments', async () => {
    const { entityId } = await component('library');
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toEqual({
      status: 'notConfigured',
      reason: {
        code: 'noDeploymentRule',
        parameters: { scopes: ['acme/library'] },
      },
      excluded: [],
    });
  });

  it('names no place that could not have any', async () => {
    const { entityId } = await component('app');
    const trackerId = await seed.scope({ entityIds: [entityId], name: 'APP' });
    await seed.stream({
      scopeId: trackerId,
      name: 'issues',
      produces: ['issue'],
      lastSuccessAt: '2026-03-31T11:55:00Z',
    });
    const answer = await ask([entityId]);
    expect(reasonOf(answer(entityId, 'dora.deployment-frequency'))).toEqual({
      code: 'noDeploymentRule',
      parameters: { scopes: ['acme/app'] },
    });
  });

  it('names the environments of which none is production', async () => {
    const { entityId, scopeId, derivationId } = await component('staged');
    await seed.deployment({
      derivationId,
      scopeId,
      externalId: 'd-1',
      finishedAt: '2026-03-05T12:00:00Z',
      environment: 'prd-eu',
      isProduction: false,
    });
    const answer = await ask([entityId]);
    expect(reasonOf(answer(entityId, 'dora.change-lead-time'))).toEqual({
      code: 'noProductionEnvironment',
      parameters: { environments: ['prd-eu'] },
    });
  });

  it('gives a known frequency and an unknown lead time for deployments without a commit', async () => {
    const { entityId, scopeId, derivationId } = await component('blind');
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-02T12:00:00Z',
      sha: null,
      noChangeReason: 'noRevision',
    });
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-12T12:00:00Z',
      sha: null,
      noChangeReason: 'noRevision',
    });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toMatchObject({
      status: 'ok',
      value: 2 / 30,
    });
    expect(answer(entityId, 'dora.change-lead-time').value).toEqual({
      status: 'noData',
      reason: { code: 'noRevision', parameters: { count: 2, total: 2 } },
      excluded: [{ code: 'noRevision', count: 2 }],
    });
    expect(
      reasonOf(answer(entityId, 'dora.failed-deployment-recovery-time')),
    ).toEqual({ code: 'noFailures', parameters: {} });
  });

  it('does not take failures that are still open for none', async () => {
    const { entityId, scopeId, derivationId } = await component('open');
    const rolloutId = await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-10T12:00:00Z',
    });
    await seed.failure({
      derivationId,
      rolloutId,
      failedAt: '2026-03-10T12:00:00Z',
    });
    const answer = await ask([entityId]);
    expect(
      reasonOf(answer(entityId, 'dora.failed-deployment-recovery-time')),
    ).toEqual({ code: 'notRecovered', parameters: { count: 1 } });
  });

  it('says what left everything out', async () => {
    const { entityId, scopeId, derivationId } = await component('unknown');
    const failedAt = '2026-03-10T12:00:00Z';
    const rolloutId = await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: failedAt,
    });
    await seed.failure({ derivationId, rolloutId, failedAt });
    // Over since a time that nobody tells.
    await knex('failures')
      .where({ rollout_id: rolloutId })
      .update({ recovered_by: 'incident' });
    const answer = await ask([entityId]);
    expect(
      reasonOf(answer(entityId, 'dora.failed-deployment-recovery-time')),
    ).toEqual({
      code: 'allLeftOut',
      parameters: { count: 1, codes: ['timeUnknown'] },
    });
  });

  it('knows a frequency of 0 after the first deployment, and that there was data before', async () => {
    const { entityId, scopeId, derivationId } = await component('quiet');
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-01-12T12:00:00Z',
    });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toMatchObject({
      status: 'ok',
      value: 0,
      sampleSize: 0,
    });
    expect(reasonOf(answer(entityId, 'dora.change-fail-rate'))).toEqual({
      code: 'noDataInWindow',
      parameters: { lastDataAt: '2026-01-12T12:00:00.000Z' },
    });
  });
});

describe('evaluate, with a caveat', () => {
  it('divides by the days since the first known deployment, and says so', async () => {
    const { entityId, scopeId, derivationId } = await component('young');
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-22T12:00:00Z',
    });
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-03-23T12:00:00Z',
    });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toMatchObject({
      status: 'partial',
      value: 0.2,
      coveredFrom: '2026-03-22T00:00:00.000Z',
      reason: { code: 'partialCoverage' },
    });
  });

  it('says since when a source was not read, and why', async () => {
    const { entityId, scopeId, derivationId } = await component('stale', {
      lastSuccessAt: '2026-03-29T12:00:00Z',
    });
    await knex('streams')
      .where({ scope_id: scopeId })
      .update({
        last_error: JSON.stringify({
          name: 'AuthenticationError',
          message: 'GitHub answered 401.',
        }),
      });
    await seed.rollout({
      derivationId,
      scopeId,
      finishedAt: '2026-02-22T12:00:00Z',
    });
    const answer = await ask([entityId]);
    expect(answer(entityId, 'dora.deployment-frequency').value).toMatchObject({
      status: 'stale',
      reason: {
        code: 'stale',
        parameters: {
          lastSuccessAt: '2026-03-29T12:00:00.000Z',
          error: 'AuthenticationError',
          message: 'GitHub answered 401.',
        },
      },
    });
  });
});

describe('evaluate, of a system and a domain', () => {
  it('pools, counts what is shared once, and keeps to the time of belonging', async () => {
    const domainId = await seed.entity({ name: 'trade', kind: 'domain' });
    const systemId = await seed.entity({ name: 'shop', kind: 'system' });
    await seed.owns({
      parentId: domainId,
      entityId: systemId,
      relation: 'domain',
    });
    const busy = await component('busy');
    const moved = await component('moved');
    for (const { entityId } of [busy, moved]) {
      await seed.owns({
        parentId: systemId,
        entityId,
        relation: 'system',
        to: entityId === moved.entityId ? '2026-03-17T00:00:00Z' : undefined,
      });
    }
    await knex('entity_scopes').insert({
      entity_id: moved.entityId,
      scope_id: busy.scopeId,
      bound_by: 'catalog',
    });
    for (const { derivationId } of [busy, moved]) {
      // The same deployment, seen by both.
      await seed.rollout({
        derivationId,
        scopeId: busy.scopeId,
        key: 'shared',
        finishedAt: '2026-03-02T12:00:00Z',
      });
    }
    for (const day of ['03', '04', '05', '06']) {
      await seed.rollout({
        derivationId: busy.derivationId,
        scopeId: busy.scopeId,
        finishedAt: `2026-03-${day}T12:00:00Z`,
      });
    }
    await seed.rollout({
      derivationId: moved.derivationId,
      scopeId: moved.scopeId,
      finishedAt: '2026-03-20T12:00:00Z',
    });

    const answer = await ask([systemId, domainId, busy.entityId]);

    for (const id of [systemId, domainId]) {
      const frequency = answer(id, 'dora.deployment-frequency');
      // 30 days of one service and 15 of the other.
      expect(frequency.value).toMatchObject({ value: 5 / 45, sampleSize: 5 });
      expect(frequency.details).toMatchObject({
        serviceCount: 2,
        totalPerDay: 5 / 30,
      });
      expect(frequency.band).toBeUndefined();
      expect(frequency.bandCounts).toEqual({
        elite: 0,
        high: 0,
        medium: 0,
        low: 0,
        unknown: 2,
      });
      expect(frequency.largestContributor).toEqual({
        entityRef: 'component:default/busy',
        title: 'busy',
        share: 1,
      });
    }
    expect(
      answer(busy.entityId, 'dora.deployment-frequency').bandCounts,
    ).toBeUndefined();
  });
});
