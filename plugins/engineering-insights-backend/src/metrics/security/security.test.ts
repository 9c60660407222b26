import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../../engine/__testUtils__/seed';
import { evaluate } from '../../engine/evaluate';
import { findingAge } from './findingAge';
import { openSecurityFindings } from './openSecurityFindings';
import { timeToRemediate } from './timeToRemediate';

jest.setTimeout(60_000);

const DAY = 86_400;
const now = '2026-03-30T00:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-03-30T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let entityId: number;
let scopeId: number;

let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

beforeEach(async () => {
  serial += 1;
  entityId = await seed.entity({ name: `service-${serial}` });
  scopeId = await seed.scope({
    entityIds: [entityId],
    name: `acme/${serial}`,
  });
  await seed.derivation({ entityId });
  await seed.stream({
    scopeId,
    name: 'code-scanning-alerts',
    produces: ['finding'],
    coveredFrom: '2025-01-01T00:00:00.000Z',
    lastSuccessAt: now,
  });
});

async function ask(
  metric: Metric,
  asked: { entityId?: number; end?: string } = {},
): Promise<MetricAnswer> {
  const id = asked.entityId ?? entityId;
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [id],
    window: { ...window, to: asked.end ?? window.to },
    now,
    bucket: 'week',
  });
  return answers.get(id)![0];
}

/** What counts at an instant: the ids are in the order of the tests' rows. */
async function countAt(end: string) {
  const { value } = await ask(openSecurityFindings, { end });
  return {
    open: 'value' in value ? value.value : undefined,
    excluded: Object.fromEntries(
      value.excluded.map(({ code, count }) => [code, count]),
    ),
  };
}

describe('security.open-findings', () => {
  it('counts by severity what is about security, and says none where scanners found nothing', async () => {
    const firstSeenAt = '2026-03-01T00:00:00Z';
    expect((await ask(openSecurityFindings)).value).toMatchObject({
      status: 'ok',
      value: 0,
    });
    for (const [index, category] of [
      'vulnerability',
      'dependency',
      'secret',
      'configuration',
      'hotspot',
      'licence',
      'bug',
      'maintainability',
    ].entries()) {
      await seed.finding({
        scopeId,
        id: category,
        category,
        firstSeenAt,
        severity: index === 0 ? 'critical' : 'medium',
      });
    }
    const answer = await ask(openSecurityFindings);
    expect(answer.value).toMatchObject({ value: 5, excluded: [] });
    expect(answer.categories).toEqual({
      critical: 1,
      high: 0,
      medium: 4,
      low: 0,
      unknown: 0,
    });
  });

  it('takes one without a known category for security where it names a weakness, else says that it does not know', async () => {
    const firstSeenAt = '2026-03-01T00:00:00Z';
    const of = (id: string, category: string | null, identifier: string) =>
      seed.finding({
        scopeId,
        id,
        category,
        firstSeenAt,
        identifiers: [identifier],
      });
    await of('1', null, 'CVE-2026-0001');
    await of('2', 'unknown', 'GHSA-aaaa-bbbb-cccc');
    await of('3', null, 'no-unused-vars');
    await of('4', 'bug', 'CWE-476');
    expect(await countAt(window.to)).toEqual({
      open: 2,
      excluded: { categoryUnknown: 1 },
    });
  });

  it('counts from when it was first seen to when it was fixed', async () => {
    await seed.finding({
      scopeId,
      id: '1',
      firstSeenAt: '2026-03-10T12:00:00Z',
      state: 'fixed',
      fixedAt: '2026-03-20T12:00:00Z',
      changedAt: '2026-03-25T00:00:00Z',
    });
    const openAt = async (end: string) => (await countAt(end)).open;
    expect(await openAt('2026-03-10T12:00:00.000Z')).toBe(0);
    expect(await openAt('2026-03-10T12:00:01.000Z')).toBe(1);
    expect(await openAt('2026-03-20T12:00:00.000Z')).toBe(1);
    expect(await openAt('2026-03-20T12:00:01.000Z')).toBe(0);
    const { series } = await ask(openSecurityFindings);
    expect(
      series.map(({ value }) => ('value' in value ? value.value : undefined)),
    ).toEqual([0, 1, 0, 0]);
  });

  it('leaves out what was dismissed, from then on', async () => {
    await seed.finding({
      scopeId,
      id: '1',
      firstSeenAt: '2026-03-03T00:00:00Z',
      state: 'dismissed',
      dismissedAt: '2026-03-20T00:00:00Z',
      changedAt: '2026-03-25T00:00:00Z',
    });
    expect(await countAt('2026-03-20T00:00:00.000Z')).toEqual({
      open: 1,
      excluded: {},
    });
    expect(await countAt('2026-03-20T00:00:01.000Z')).toEqual({
      open: 0,
      excluded: { dismissed: 1 },
    });
  });

  it('does not know of the time before it was told of a fix or a dismissal without its time', async () => {
    const told = {
      scopeId,
      firstSeenAt: '2026-03-03T00:00:00Z',
      changedAt: '2026-03-20T00:00:00Z',
    };
    await seed.finding({ ...told, id: '1', state: 'dismissed' });
    await seed.finding({ ...told, id: '2', state: 'fixed' });
    expect(await countAt('2026-03-20T00:00:00.000Z')).toEqual({
      open: undefined,
      excluded: { timeUnknown: 2 },
    });
    expect(await countAt('2026-03-20T00:00:01.000Z')).toEqual({
      open: 0,
      excluded: { dismissed: 1 },
    });
  });

  it('counts one that was opened again, whatever is still known of its fix', async () => {
    await seed.finding({
      scopeId,
      id: '1',
      firstSeenAt: '2026-03-03T00:00:00Z',
      fixedAt: '2026-03-10T00:00:00Z',
      dismissedAt: '2026-03-11T00:00:00Z',
      changedAt: '2026-03-20T00:00:00Z',
    });
    expect((await countAt(window.to)).open).toBe(1);
  });

  it('belongs to the services in whose paths it lies, and counts once in their system', async () => {
    const [one, two] = [
      await seed.entity({ name: 'one' }),
      await seed.entity({ name: 'two' }),
    ];
    const systemId = await seed.entity({ name: 'pay', kind: 'system' });
    const mono = await seed.scope({ entityIds: [one, two], name: 'acme/mono' });
    for (const [id, path] of [
      [one, 'services/one/**'],
      [two, 'services/two/**'],
    ] as const) {
      await seed.derivation({ entityId: id });
      await knex('entity_scopes')
        .where({ entity_id: id })
        .update({ paths: [path] });
      await seed.owns({ parentId: systemId, entityId: id, relation: 'system' });
    }
    const firstSeenAt = '2026-03-03T00:00:00Z';
    const path = 'services/one/a.ts';
    await seed.finding({ scopeId: mono, id: '1', firstSeenAt, path });
    await seed.finding({ scopeId: mono, id: '2', firstSeenAt });
    await seed.finding({ scopeId: mono, id: '3', firstSeenAt, path: 'x.ts' });
    const valueOf = async (id: number) =>
      (await ask(openSecurityFindings, { entityId: id })).value;
    expect(await valueOf(one)).toMatchObject({ value: 2 });
    expect(await valueOf(two)).toMatchObject({ value: 1 });
    expect(await valueOf(systemId)).toMatchObject({ value: 2 });
  });
});

describe('security.finding-age', () => {
  it('is the median time since those that are open then were first seen', async () => {
    const seen = (id: string, firstSeenAt: string) =>
      seed.finding({ scopeId, id, firstSeenAt });
    await seen('1', '2026-03-29T00:00:00Z');
    await seen('2', '2026-03-20T00:00:00Z');
    await seen('3', '2025-03-30T00:00:00Z');
    await seed.finding({
      scopeId,
      id: '4',
      firstSeenAt: '2020-01-01T00:00:00Z',
      state: 'fixed',
      fixedAt: '2026-03-10T00:00:00Z',
    });
    const { value, categories } = await ask(findingAge);
    // Of 1, 10 and 365 days.
    expect(value).toMatchObject({
      status: 'insufficientSample',
      value: 10 * DAY,
      sampleSize: 3,
    });
    expect(categories).toMatchObject({ high: 3 });
  });
});

describe('security.time-to-remediate', () => {
  it('is the median of those fixed in the window, its end not included', async () => {
    const fixed = (id: string, firstSeenAt: string, fixedAt: string) =>
      seed.finding({ scopeId, id, firstSeenAt, fixedAt, state: 'fixed' });
    await fixed('1', '2026-03-01T00:00:00Z', window.from);
    await fixed('2', '2026-03-10T00:00:00Z', '2026-03-15T00:00:00Z');
    await fixed('3', '2026-02-01T00:00:00Z', '2026-03-13T00:00:00Z');
    await fixed('4', '2026-01-01T00:00:00Z', '2026-03-01T23:59:59Z');
    await seed.finding({
      scopeId,
      id: '5',
      firstSeenAt: '2026-01-01T00:00:00Z',
    });
    // Of 1, 5 and 40 days.
    expect((await ask(timeToRemediate)).value).toMatchObject({
      value: 5 * DAY,
      sampleSize: 3,
      excluded: [],
    });
    const upToFix = await ask(timeToRemediate, {
      end: '2026-03-15T00:00:00.000Z',
    });
    expect(upToFix.value).toMatchObject({ sampleSize: 2 });
  });

  it('leaves out what was dismissed, what has no time, what contradicts itself and what is of no known category', async () => {
    const told = {
      scopeId,
      firstSeenAt: '2026-03-03T00:00:00Z',
      changedAt: '2026-03-10T00:00:00Z',
    };
    await seed.finding({ ...told, id: '1', state: 'dismissed' });
    await seed.finding({ ...told, id: '2', state: 'fixed' });
    await seed.finding({
      ...told,
      id: '3',
      state: 'fixed',
      fixedAt: '2026-03-02T12:00:00Z',
    });
    await seed.finding({
      ...told,
      id: '4',
      category: null,
      state: 'fixed',
      fixedAt: told.changedAt,
    });
    const { value } = await ask(timeToRemediate);
    expect(value).toMatchObject({ status: 'noData' });
    expect(value.excluded).toEqual(
      ['boundaryOutOfOrder', 'categoryUnknown', 'dismissed', 'timeUnknown'].map(
        code => ({ code, count: 1 }),
      ),
    );
  });
});
