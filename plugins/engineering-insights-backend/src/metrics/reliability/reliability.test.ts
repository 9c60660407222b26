import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { evaluate } from '../../engine';
import { Seed } from '../../engine/__testUtils__/seed';
import { incidentCount } from './incidentCount';
import { incidentResolutionTime } from './incidentResolutionTime';
import { openIncidentCount } from './openIncidentCount';

const HOUR = 3_600;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

const march = (at: string) => `2026-03-${at}:00Z`;

interface Service {
  readonly entityId: number;
  readonly scopeId: number;
  readonly derivationId: number;
}

async function service(scope?: number): Promise<Service> {
  serial += 1;
  const entityId = await seed.entity({ name: `service-${serial}` });
  const derivationId = await seed.derivation({ entityId });
  if (scope !== undefined) {
    await knex('entity_scopes').insert({
      entity_id: entityId,
      scope_id: scope,
      bound_by: 'catalog',
    });
    return { entityId, derivationId, scopeId: scope };
  }
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: `pager/${serial}`,
  });
  await seed.stream({
    scopeId,
    name: 'incidents',
    produces: ['incident'],
    coveredFrom: '2026-01-01T00:00:00Z',
    lastSuccessAt: '2026-03-31T11:55:00Z',
  });
  return { entityId, scopeId, derivationId };
}

interface IncidentOptions {
  /** Day and hour of March 2026: '05T12:00'. */
  readonly opened: string;
  readonly resolved?: string;
  readonly severity?: string | null;
  readonly key?: string;
  readonly reason?: string;
  /** It is over, also without a time. */
  readonly isDone?: boolean;
  readonly updated?: string;
}

async function attribute(
  { derivationId }: Service,
  of: { incident_id: number } | { issue_id: number },
  reason: string | undefined,
) {
  await knex('incident_attributions').insert({
    ...of,
    derivation_id: derivationId,
    attribution: reason ? 'unlinked' : 'notCausedByChange',
    reason: reason ?? null,
  });
}

async function incident(of: Service, options: IncidentOptions) {
  serial += 1;
  const { opened, resolved, severity, key, reason, updated } = options;
  const [{ id }] = await knex('incidents')
    .insert({
      scope_id: of.scopeId,
      external_id: key ?? `incident-${serial}`,
      source_updated_at: updated ? march(updated) : now,
      title: 'Checkout is down',
      opened_at: march(opened),
      resolved_at: resolved ? march(resolved) : null,
      is_resolved: options.isDone ?? null,
      severity: severity === undefined ? 'high' : severity,
    })
    .returning('id');
  await attribute(of, { incident_id: id }, reason);
  return id as number;
}

async function issue(of: Service, options: Omit<IncidentOptions, 'severity'>) {
  serial += 1;
  const { opened, resolved, key, reason, updated } = options;
  const [{ id }] = await knex('issues')
    .insert({
      scope_id: of.scopeId,
      external_id: key ?? `OPS-${serial}`,
      source_updated_at: updated ? march(updated) : now,
      title: 'Checkout is down',
      created_at: march(opened),
      closed_at: resolved ? march(resolved) : null,
      status_category: options.isDone || resolved ? 'done' : 'todo',
    })
    .returning('id');
  await attribute(of, { issue_id: id }, reason);
}

async function answerOf(metric: Metric, entityId: number, asked = window) {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window: asked,
    now,
    bucket: 'week',
  });
  const { value, categories, series } = answers.get(entityId)![0];
  return {
    value: 'value' in value ? value.value : undefined,
    excluded: Object.fromEntries(
      value.excluded.map(({ code, count }) => [code, count]),
    ),
    categories,
    series: series.map(point =>
      'value' in point.value ? point.value.value : undefined,
    ),
  };
}

describe('reliability.incident-count', () => {
  it('counts what was opened, by severity, and an issue as unknown', async () => {
    const payments = await service();
    await incident(payments, { opened: '03T12:00', severity: 'critical' });
    await incident(payments, { opened: '04T12:00', severity: 'low' });
    await incident(payments, { opened: '05T12:00', severity: null });
    await issue(payments, { opened: '06T12:00', resolved: '06T13:00' });
    await incident(payments, { opened: '01T23:59' });
    expect(await answerOf(incidentCount, payments.entityId)).toMatchObject({
      value: 4,
      categories: { critical: 1, high: 0, medium: 0, low: 1, unknown: 2 },
      excluded: {},
    });
  });

  it('knows that there was none where a source was read', async () => {
    const quiet = await service();
    expect(await answerOf(incidentCount, quiet.entityId)).toMatchObject({
      value: 0,
    });
  });

  it('leaves out what another component answers for, and keeps what names none', async () => {
    const payments = await service();
    const ledger = await service(payments.scopeId);
    const theirs = await incident(payments, {
      opened: '03T12:00',
      reason: 'ofAnother',
    });
    await attribute(ledger, { incident_id: theirs }, undefined);
    const nobodys = await incident(payments, {
      opened: '04T12:00',
      reason: 'sharedScope',
    });
    await attribute(ledger, { incident_id: nobodys }, 'sharedScope');
    const systemId = await seed.entity({ name: 'shop', kind: 'system' });
    for (const { entityId } of [payments, ledger]) {
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
    }
    const valueOf = async (id: number) =>
      (await answerOf(incidentCount, id)).value;
    expect(await valueOf(payments.entityId)).toBe(1);
    expect(await valueOf(ledger.entityId)).toBe(2);
    expect(await valueOf(systemId)).toBe(2);
  });

  it('counts an issue that its source turned into an incident once', async () => {
    const payments = await service();
    await issue(payments, { opened: '03T12:00', key: 'OPS-7' });
    await incident(payments, { opened: '03T12:00', key: 'OPS-7' });
    expect(await answerOf(incidentCount, payments.entityId)).toMatchObject({
      value: 1,
      categories: { high: 1, unknown: 0 },
    });
  });

  it('counts nothing that the policy does not take for an incident, or that is gone', async () => {
    const payments = await service();
    const gone = await incident(payments, { opened: '03T12:00' });
    await knex('incidents').where({ id: gone }).update({ deleted_at: now });
    const untaken = await incident(payments, { opened: '04T12:00' });
    await knex('incident_attributions').where({ incident_id: untaken }).del();
    expect(await answerOf(incidentCount, payments.entityId)).toMatchObject({
      value: 0,
    });
  });
});

describe('reliability.incident-resolution-time', () => {
  it('is the median of what was resolved in the window, by the clock', async () => {
    const payments = await service();
    // From Friday evening to Saturday morning.
    await incident(payments, { opened: '06T22:00', resolved: '07T02:00' });
    await incident(payments, { opened: '10T12:00', resolved: '10T13:00' });
    // Opened before the window.
    await incident(payments, { opened: '01T12:00', resolved: '02T12:00' });
    // Resolved after it.
    const asked = { from: window.from, to: '2026-03-20T00:00:00.000Z' };
    await incident(payments, { opened: '19T12:00', resolved: '20T12:00' });
    expect(
      await answerOf(incidentResolutionTime, payments.entityId, asked),
    ).toMatchObject({ value: 4 * HOUR, excluded: {} });
  });

  it('lists what is open, and leaves out what has no end or one before its beginning', async () => {
    const payments = await service();
    await incident(payments, { opened: '03T12:00', resolved: '03T13:00' });
    await incident(payments, { opened: '04T12:00' });
    await incident(payments, { opened: '05T12:00', resolved: '05T11:00' });
    await issue(payments, { opened: '06T12:00' });
    await issue(payments, { opened: '07T12:00', isDone: true });
    await incident(payments, { opened: '08T12:00', isDone: true });
    expect(
      await answerOf(incidentResolutionTime, payments.entityId),
    ).toMatchObject({
      value: HOUR,
      excluded: { stillOpen: 2, boundaryOutOfOrder: 1, timeUnknown: 2 },
    });
  });
});

describe('reliability.open-incidents', () => {
  it('counts what was open at the end of each week, and of the window', async () => {
    const payments = await service();
    await incident(payments, { opened: '03T12:00', resolved: '10T12:00' });
    await incident(payments, { opened: '04T12:00', severity: 'critical' });
    await incident(payments, { opened: '16T00:00' });
    expect(await answerOf(openIncidentCount, payments.entityId)).toEqual({
      value: 2,
      categories: { critical: 1, high: 1, medium: 0, low: 0, unknown: 0 },
      excluded: {},
      series: [2, 1, 2, 2, 2],
    });
  });

  it.each([
    ['an issue that is done', issue],
    ['an incident that is over', incident],
  ])('does not know of %s how long it was open', async (_, tell) => {
    const payments = await service();
    await tell(payments, {
      opened: '03T12:00',
      isDone: true,
      updated: '10T12:00',
    });
    const at = async (to: string) =>
      answerOf(openIncidentCount, payments.entityId, {
        from: window.from,
        to: march(to),
      });
    // It may have been open, so nobody can say that nothing was.
    expect(await at('09T00:00')).toMatchObject({
      value: undefined,
      excluded: { timeUnknown: 1 },
    });
    expect(await at('16T00:00')).toMatchObject({ value: 0, excluded: {} });
  });
});
