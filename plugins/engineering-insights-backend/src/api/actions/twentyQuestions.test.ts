import { mockCredentials } from '@backstage/backend-test-utils';
import { resolveWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
  INCIDENTS,
  ISSUES,
  PULL_REQUESTS,
} from '../graphql/__testUtils__/exampleCatalog';
import { type Portal, startPortal } from '../graphql/__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const PAYMENTS = 'component:default/payments';
const TILL = 'system:default/till';
const MONEY = 'group:default/money';
const BASE = '/api/engineering-insights';
const ACTIONS = `${BASE}/.backstage/actions/v1/actions`;

let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
    config: { app: { baseUrl: 'https://portal.example/' } },
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: [...DELIVERY, ...PULL_REQUESTS, ...ISSUES, ...INCIDENTS],
  });
  // Roll-ups are kept, and calculated a minute later; two answers are to be of one moment.
  await portal.waitFor(async () => {
    await knex('dirty_marks').update({ due_at: knex.fn.now() });
    const waiting = await knex('dirty_marks').first('id');
    const { body } = await portal.get('/v1/analytics/dora/group/default/money');
    return !waiting && body.summary?.changeCount === 11 ? true : undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
});

async function invoke(
  action: string,
  input: object,
  authorization = mockCredentials.user.header(),
) {
  return request(portal.server)
    .post(`${ACTIONS}/engineering-insights:${action}/invoke`)
    .set('authorization', authorization)
    .send(input);
}

/** A value as every API tells it. */
function valueOf(value: any) {
  return {
    status: value.status,
    value: value.value ?? null,
    sampleSize: value.sampleSize ?? null,
    reason: value.reason?.code ?? null,
    excluded: value.excluded,
  };
}

const VALUE = `status value sampleSize reason { code } excluded { code count }`;

async function byRest(id: string, ref: string, window: object) {
  const { status, body } = await portal.get(
    `/v1/metrics/${id}/${ref.replace(':', '/')}?${new URLSearchParams({
      ...window,
    })}`,
  );
  expect(status).toBe(200);
  return { value: valueOf(body.value), previous: valueOf(body.previous) };
}

async function byGraphql(id: string, ref: string, period: object | undefined) {
  const { metric } = await portal.read(
    `query ($id: ID!, $ref: ID!, $period: DateRangeInput) {
       metric(id: $id, entityRef: $ref, period: $period) {
         value { ${VALUE} } previous { ${VALUE} }
       }
     }`,
    { variables: { id, ref, period } },
  );
  return { value: valueOf(metric.value), previous: valueOf(metric.previous) };
}

type Question = readonly [
  action: string,
  metricId: string,
  entityRef: string,
  input: { readonly days?: number; readonly section?: string },
];

const DORA = 'get-dora-metrics';
const PHASES = 'get-slowest-phases';
const TEAM = 'get-team-analytics';

const QUESTIONS: readonly Question[] = [
  [DORA, 'dora.change-lead-time', PAYMENTS, {}],
  [DORA, 'dora.deployment-frequency', PAYMENTS, {}],
  [DORA, 'dora.failed-deployment-recovery-time', PAYMENTS, {}],
  [DORA, 'dora.change-fail-rate', PAYMENTS, {}],
  [DORA, 'dora.deployment-rework-rate', PAYMENTS, {}],
  [DORA, 'dora.change-lead-time', PAYMENTS, { days: 7 }],
  [DORA, 'dora.deployment-frequency', PAYMENTS, { days: 30 }],
  [DORA, 'dora.deployment-frequency', TILL, {}],
  [DORA, 'dora.change-fail-rate', TILL, { days: 30 }],
  [DORA, 'dora.change-lead-time', MONEY, {}],
  [DORA, 'dora.deployment-frequency', 'component:default/refunds', {}],
  [PHASES, 'flow.coding-time', PAYMENTS, {}],
  [PHASES, 'flow.pickup-time', PAYMENTS, { days: 30 }],
  [PHASES, 'flow.review-time', TILL, {}],
  [PHASES, 'flow.deploy-time', MONEY, {}],
  [TEAM, 'flow.cycle-time', MONEY, { section: 'flow' }],
  [TEAM, 'flow.throughput', MONEY, { section: 'flow', days: 30 }],
  [TEAM, 'planning.issue-cycle-time', MONEY, { section: 'planning' }],
  [TEAM, 'planning.work-mix', MONEY, { section: 'balance' }],
  [TEAM, 'reliability.incident-count', MONEY, { section: 'quality' }],
];

/** What nothing was told of: nothing is connected, or what was merged was not deployed. */
const NOT_KNOWN = ['component:default/refunds', 'flow.deploy-time'];

describe('twenty questions', () => {
  it.each(QUESTIONS)(
    '%s: %s of %s %j is told alike by action, REST and GraphQL, and explained so',
    async (action, metricId, entityRef, input) => {
      const { days } = input;
      const window =
        days &&
        resolveWindow({ question: { days }, now: new Date().toISOString() });
      const period = window
        ? { from: window.from.slice(0, 10), to: window.to.slice(0, 10) }
        : undefined;
      const { status, body } = await invoke(action, { entityRef, ...input });
      expect(status).toBe(200);
      const { output } = body;
      const told = (output.metrics ?? output.phases).find(
        (metric: any) => metric.metricId === metricId,
      );
      expect('value' in told.value).toBe(
        !NOT_KNOWN.includes(metricId) && !NOT_KNOWN.includes(entityRef),
      );
      const answers = {
        value: valueOf(told.value),
        previous: valueOf(told.previous),
      };
      expect(answers).toEqual(await byRest(metricId, entityRef, period ?? {}));
      expect(answers).toEqual(await byGraphql(metricId, entityRef, period));
      expect(told.link).toMatch(
        `https://portal.example/engineering-insights/metrics/${metricId}/${entityRef.replace(
          /[:]/,
          '/',
        )}?from=${output.window.from.slice(0, 10)}`,
      );

      const explained = await invoke('explain-metric', {
        entityRef,
        metricId,
        days,
      });
      expect(explained.status).toBe(200);
      expect(valueOf(explained.body.output.value)).toEqual(answers.value);
    },
  );
});

it('tells numbers that are there, with their texts, and the longest phase first', async () => {
  const { body } = await invoke(DORA, { entityRef: PAYMENTS });
  expect(body.output).toMatchObject({
    entity: { ref: PAYMENTS, title: 'Payments' },
    link: expect.stringMatching(
      /^https:\/\/portal\.example\/catalog\/default\/component\/payments\/dora\?from=/,
    ),
  });
  expect(body.output.metrics[0]).toMatchObject({
    metricId: 'dora.change-lead-time',
    unit: 'seconds',
    value: { value: 6 * 3_600, text: '6\u00a0h', sampleSize: 11 },
  });

  const phases = await invoke(PHASES, { entityRef: PAYMENTS });
  const values = phases.body.output.phases.map(({ value }: any) => value.value);
  expect(values).toHaveLength(5);
  const known = values.filter((value: unknown) => value !== undefined);
  expect(known.length).toBeGreaterThan(1);
  expect(values).toEqual([
    ...[...known].sort((one, other) => other - one),
    ...Array(5 - known.length).fill(undefined),
  ]);
});

it('says why a number is not known', async () => {
  const { body } = await invoke(DORA, {
    entityRef: 'component:default/refunds',
  });
  const { value } = body.output.metrics[0];
  expect(value).toEqual({
    status: 'notConfigured',
    text: 'not known',
    reason: { code: expect.any(String), parameters: expect.any(Object) },
    excluded: [],
  });
});

it('explains with the records', async () => {
  const { body } = await invoke('explain-metric', {
    entityRef: PAYMENTS,
    metricId: 'dora.change-lead-time',
    limit: 2,
  });
  expect(body.output).toMatchObject({ includedCount: 11, hasMore: true });
  expect(body.output.records).toHaveLength(2);
  expect(body.output.records[0]).toMatchObject({
    title: expect.stringContaining('Change'),
    value: 6 * 3_600,
  });
});

it('tells the data health as REST does', async () => {
  const { body } = await invoke('get-data-health', { entityRef: PAYMENTS });
  const rest = await portal.get(
    '/v1/entities/component/default/payments/health',
  );
  expect(body.output).toMatchObject({
    fractions: rest.body.fractions,
    usableDeployments: {
      count: rest.body.deployments.usableCount,
      total: rest.body.deployments.totalCount,
    },
    link: 'https://portal.example/engineering-insights/data-health?entity=component%3Adefault%2Fpayments',
  });
  expect(body.output.usableDeployments.total).toBe(12);
});

it('are listed as actions that only read', async () => {
  const { body } = await request(portal.server)
    .get(ACTIONS)
    .set('authorization', mockCredentials.user.header());
  expect(
    body.actions.map(({ id, attributes }: any) => ({ id, ...attributes })),
  ).toEqual(
    [DORA, TEAM, 'explain-metric', PHASES, 'get-data-health'].map(name => ({
      id: `engineering-insights:${name}`,
      readOnly: true,
      destructive: false,
      idempotent: true,
    })),
  );
});

it.each([DORA, PHASES, 'explain-metric', 'get-data-health'])(
  '%s tells nothing of what the person does not see, and refuses what it cannot read',
  async action => {
    const metricId = 'dora.change-lead-time';
    const hidden = { entityRef: HIDDEN[0], metricId };
    expect((await invoke(action, hidden)).status).toBe(404);
    expect(
      (await invoke(action, hidden, mockCredentials.service.header())).status,
    ).toBe(200);
    expect(
      (await invoke(action, { entityRef: 'payments', metricId })).status,
    ).toBe(400);
    expect(
      (
        await invoke(
          action,
          { entityRef: PAYMENTS, metricId },
          mockCredentials.none.header(),
        )
      ).status,
    ).toBe(403);
  },
);

it.each([
  [{ days: 30, from: '2026-01-01' }, 'days: give either days, or from and to.'],
  [{ from: '2026-01-01' }, 'query.to: from and to go together'],
  [{ from: '2026-01-02', to: '2026-01-01' }, 'must be later than from'],
])('refuses the window %j with a sentence', async (window, sentence) => {
  const { status, body } = await invoke(DORA, {
    entityRef: PAYMENTS,
    ...window,
  });
  expect(status).toBe(400);
  expect(body.error.message).toContain(sentence);
});
