import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import { engineeringInsightsPlugin } from '../../plugin';

jest.setTimeout(120_000);

const ENTITIES = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', namespace: 'default', title: 'Payments' },
    spec: {
      type: 'service',
      owner: 'group:default/money',
      lifecycle: 'production',
      system: 'till',
    },
    relations: [
      { type: 'partOf', targetRef: 'system:default/till' },
      { type: 'ownedBy', targetRef: 'group:default/money' },
    ],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'till', namespace: 'default' },
    spec: { owner: 'group:default/money' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'money', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
];

const noon = DateTime.utc().startOf('day').minus({ hours: 12 });
const at = (daysAgo: number, hours = 0) =>
  noon.minus({ days: daysAgo }).plus({ hours }).toISO()!;
const sha = (number: number) => number.toString(16).padStart(40, '0');

/** Twelve days of one commit and one deployment six hours later each; the first deployment has no base. */
const FACTS = Array.from({ length: 12 }, (_, index) => {
  const daysAgo = 12 - index;
  return [
    {
      kind: 'commit',
      externalId: sha(index + 1),
      parents: index === 0 ? [] : [sha(index)],
      authoredAt: at(daysAgo),
      committedAt: at(daysAgo),
      title: `Change ${index + 1}`,
    },
    {
      kind: 'deployment',
      externalId: `d-${index + 1}`,
      environment: 'production',
      sha: sha(index + 1),
      startedAt: at(daysAgo, 5.9),
      finishedAt: at(daysAgo, 6),
      outcome: 'success',
    },
  ];
}).flat();

const databases = testDatabase();
const authorization = mockCredentials.user.header();

async function startBackend(options: {
  knex: Knex;
  permission?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  return startTestBackend({
    features: [
      engineeringInsightsPlugin,
      mockServices.database.factory({ knex: options.knex }),
      mockServices.permissions.factory({
        result: options.permission ?? AuthorizeResult.ALLOW,
      }),
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/mock',
          ownershipEntityRefs: ['group:default/money'],
        }),
      }).factory,
      catalogServiceMock.factory({ entities: ENTITIES }),
    ],
  });
}

describe('REST API', () => {
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  let document: any;
  let intake: request.Response;

  const get = (path: string) =>
    request(backend.server)
      .get(`/api/engineering-insights${path}`)
      .set('authorization', authorization);
  const send = (
    method: 'post' | 'put' | 'delete',
    path: string,
    body?: object,
  ) => {
    const sent = request(backend.server)
      [method](`/api/engineering-insights${path}`)
      .set('authorization', authorization);
    return body ? sent.send(body) : sent;
  };

  async function waitFor<T>(read: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const value = await read();
      if (value !== undefined) return value;
      if (Date.now() > deadline)
        throw new Error('What was waited for did not come in 30 seconds.');
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  const metricOf = (body: any, id: string) =>
    body.metrics.find((metric: any) => metric.metricId === id);
  const readDora = async () =>
    (await get('/v1/analytics/dora/component/default/payments')).body;

  beforeAll(async () => {
    knex = await databases.createEmpty();
    backend = await startBackend({ knex });
    document = (
      await request(backend.server).get(
        '/api/engineering-insights/openapi.json',
      )
    ).body;
    await waitFor(async () =>
      knex('entities').first('id').where('ref', 'component:default/payments'),
    );
    intake = await send('post', '/v1/events', {
      entityRef: 'component:default/payments',
      scope: 'acme/payments',
      facts: [...FACTS, { kind: 'commit', externalId: 'x' }],
    });
    await waitFor(async () => {
      const lead = metricOf(await readDora(), 'dora.change-lead-time');
      return 'value' in lead.value ? lead : undefined;
    });
  });
  afterAll(async () => {
    await backend?.stop();
  });

  function validate(answer: string, body: unknown) {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    const schema = {
      $ref: `#/components/schemas/${answer}`,
      components: document.components,
    };
    const isValid = ajv.validate(schema, body);
    expect({ isValid, errors: ajv.errors }).toEqual({
      isValid: true,
      errors: null,
    });
  }

  it('keeps the valid facts of a batch and names the others', () => {
    expect(intake.status).toBe(200);
    expect(intake.body).toMatchObject({ written: 24, unchanged: 0 });
    expect(intake.body.invalid[0]).toMatchObject({ index: 24 });
  });

  it('gives the five metrics of facts that were pushed', async () => {
    const dora = await readDora();
    expect(metricOf(dora, 'dora.change-lead-time').value).toMatchObject({
      value: 6 * 3600,
      sampleSize: 11,
    });
    expect(metricOf(dora, 'dora.deployment-frequency').value.sampleSize).toBe(
      12,
    );
    expect(metricOf(dora, 'dora.change-fail-rate').value).toMatchObject({
      value: 0,
    });
    expect(
      metricOf(dora, 'dora.failed-deployment-recovery-time').value,
    ).toMatchObject({
      status: 'noData',
      reason: { code: 'noFailures' },
    });
    expect(dora.summary).toEqual({
      deploymentCount: 12,
      changeCount: 11,
      failureCount: 0,
    });
  });

  it('previews a rule as its OpenAPI document says, and keeps nothing', async () => {
    const preview = (body: object) =>
      send('post', '/v1/doctor/preview', {
        entityRef: 'component:default/payments',
        ...body,
      });
    const holding = await preview({});
    expect(holding.body).not.toHaveProperty('detail');
    validate('DoctorAnswer', holding.body);
    const tried = await preview({
      annotations: { 'engineering-insights/production-environments': 'none' },
      policy: { failures: { attributionWindowHours: 4 } },
    });
    expect(tried.body).not.toHaveProperty('detail');
    validate('DoctorAnswer', tried.body);
    expect(tried.body.now.counts).toEqual(holding.body.now.counts);
    expect(tried.body.now.counts.productionDeployments).toBe(12);
    expect(tried.body.then.counts.productionDeployments).toBe(0);

    const refused = await preview({
      annotations: { 'engineering-insights/deployments': 'builds' },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([
      {
        field: 'body.annotations.engineering-insights/deployments',
        message: expect.stringContaining('"builds" is none of'),
      },
    ]);
    const unseen = await send('post', '/v1/doctor/preview', {
      entityRef: 'component:default/unseen',
    });
    expect(unseen.status).toBe(404);
  });

  it('answers as its OpenAPI document says', async () => {
    const entity = 'component/default/payments';
    const answers: [string, string][] = [
      ['/v1/metrics', 'MetricsAnswer'],
      [`/v1/analytics/dora/${entity}`, 'DoraAnswer'],
      ['/v1/analytics/dora/system/default/till', 'DoraAnswer'],
      [`/v1/metrics/dora.change-lead-time/${entity}`, 'SingleMetricAnswer'],
      [`/v1/metrics/dora.change-lead-time/${entity}/explain`, 'ExplainAnswer'],
      [`/v1/metrics/dora.change-fail-rate/${entity}/explain`, 'ExplainAnswer'],
      [`/v1/metrics/flow.cycle-time/${entity}/explain`, 'ExplainAnswer'],
      [
        `/v1/analytics/dora/${entity}?statistic=p90&start=committed`,
        'DoraAnswer',
      ],
      [
        `/v1/metrics/dora.change-lead-time/${entity}?statistic=mean&unit=pullRequest`,
        'SingleMetricAnswer',
      ],
      [
        `/v1/metrics/dora.change-lead-time/${entity}/explain?statistic=p75&start=opened`,
        'ExplainAnswer',
      ],
      [`/v1/entities/${entity}/deployments`, 'DeploymentsAnswer'],
      [`/v1/entities/${entity}/incidents`, 'IncidentsAnswer'],
      [`/v1/entities/${entity}/health`, 'EntityHealth'],
      ['/v1/sources', 'SourcesAnswer'],
      ['/v1/triage', 'TriageAnswer'],
      [`/v1/triage/${entity}`, 'EntityTriageAnswer'],
      [`/v1/triage/${entity}/incidents`, 'TriageIncidentsAnswer'],
      [
        `/v1/triage/${entity}/deployments?gap=revision`,
        'TriageDeploymentsAnswer',
      ],
      [`/v1/triage/${entity}/corrections`, 'CorrectionsAnswer'],
    ];
    for (const [path, answer] of answers) {
      const { status, body } = await get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      validate(answer, body);
    }
  });

  it('explains a number by the records that give it', async () => {
    const { body } = await get(
      '/v1/metrics/dora.change-lead-time/component/default/payments/explain',
    );
    const included = body.records.filter(
      (record: any) => record.excludedReason === undefined,
    );
    expect(included).toHaveLength(body.includedCount);
    expect(included.map((record: any) => record.value)).toEqual(
      included.map(() => 6 * 3600),
    );
    expect(body.excludedCounts).toEqual([
      { code: 'firstDeployment', count: 1 },
    ]);
  });

  it('measures as it is asked to, on the tab, alone and in Explain alike', async () => {
    const choice = 'statistic=p90&start=committed';
    const entity = 'component/default/payments';
    const dora = (await get(`/v1/analytics/dora/${entity}?${choice}`)).body;
    const alone = (
      await get(`/v1/metrics/dora.change-lead-time/${entity}?${choice}`)
    ).body;
    const explained = (
      await get(`/v1/metrics/dora.change-lead-time/${entity}/explain?${choice}`)
    ).body;
    for (const answer of [
      metricOf(dora, 'dora.change-lead-time'),
      alone,
      explained,
    ]) {
      expect(answer.measuredAs).toEqual({
        statistic: 'p90',
        start: 'committed',
      });
      expect(answer.value).toMatchObject({ value: 6 * 3600, sampleSize: 11 });
      expect(answer.band).toBeUndefined();
    }
    expect(metricOf(await readDora(), 'dora.change-lead-time').band.level).toBe(
      'elite',
    );
  });

  it('gives no lead time of pull requests where commits came without one', async () => {
    const { body } = await get(
      '/v1/metrics/dora.change-lead-time/component/default/payments?unit=pullRequest',
    );
    expect(body.value).toMatchObject({
      status: 'noData',
      reason: { code: 'allLeftOut' },
      excluded: [
        { code: 'noPullRequest', count: 11 },
        { code: 'firstDeployment', count: 1 },
      ],
    });
  });

  it.each([
    ['component:default%2Fpayments'],
    ['component%3Adefault%2Fpayments'],
    ['Component/default/payments'],
  ])('takes the entity as %s', async entity => {
    const { status, body } = await get(`/v1/analytics/dora/${entity}`);
    expect(status).toBe(200);
    expect(body.entity).toEqual({
      ref: 'component:default/payments',
      kind: 'component',
      title: 'Payments',
    });
  });

  it('lists for a system what its components deployed', async () => {
    const ofComponent = await get(
      '/v1/entities/component/default/payments/deployments',
    );
    const ofSystem = await get('/v1/entities/system/default/till/deployments');
    expect(ofSystem.body.totalCount).toBe(12);
    expect(ofSystem.body.items).toEqual(ofComponent.body.items);
  });

  it('takes a mark, counts it, and takes it back', async () => {
    const { body } = await get(
      '/v1/entities/component/default/payments/deployments',
    );
    const marked = body.items[3];
    const failRate = async () =>
      metricOf(await readDora(), 'dora.change-fail-rate');
    expect(
      (
        await send('put', `/v1/deployments/${marked.id}/mark`, {
          isFailed: true,
          note: 'Refunds failed.',
        })
      ).status,
    ).toBe(204);
    // An answer is read by several queries, so one may be from before and another from after.
    await waitFor(async () => {
      const { value, details } = await failRate();
      return value.numerator === 1 && details.correctedCount === 1
        ? true
        : undefined;
    });
    const again = (
      await get('/v1/entities/component/default/payments/deployments')
    ).body.items[3];
    expect(again).toMatchObject({ isFailed: true, isMarkedByHand: true });
    expect(
      (await send('delete', `/v1/deployments/${again.id}/mark`)).status,
    ).toBe(204);
    await waitFor(async () =>
      (await failRate()).value.numerator === 0 ? true : undefined,
    );
  });

  it.each([
    [
      'get',
      '/v1/analytics/dora/component/default/payments?from=yesterday&to=2026-01-01',
      400,
      'query.from',
    ],
    [
      'get',
      '/v1/analytics/dora/component/default/payments?from=2026-01-02&to=2026-01-01',
      400,
      'query.to',
    ],
    [
      'get',
      '/v1/analytics/dora/component/default/payments?from=2026-01-02',
      400,
      'query.to',
    ],
    [
      'get',
      '/v1/analytics/dora/component/default/payments?from=2016-01-02&to=2026-01-01',
      400,
      'query.from',
    ],
    [
      'get',
      '/v1/entities/component/default/payments/deployments?limit=0',
      400,
      'query.limit',
    ],
    [
      'get',
      '/v1/entities/component/default/payments/deployments?cursor=x',
      400,
      'query.cursor',
    ],
    [
      'get',
      '/v1/metrics/dora.change-fail-rate/component/default/payments?statistic=p90',
      400,
      'query.statistic',
    ],
    [
      'get',
      '/v1/metrics/dora.change-fail-rate/component/default/payments/explain?statistic=p50',
      400,
      'query.statistic',
    ],
    [
      'get',
      '/v1/metrics/flow.cycle-time/component/default/payments?unit=pullRequest',
      400,
      'query.unit',
    ],
    [
      'get',
      '/v1/metrics/flow.cycle-time/component/default/payments/explain?start=merged',
      400,
      'query.start',
    ],
    [
      'get',
      '/v1/analytics/dora/component/default/payments?statistic=p85',
      400,
      'query.statistic',
    ],
    [
      'get',
      '/v1/analytics/dora/component/default/payments?unit=line',
      400,
      'query.unit',
    ],
    [
      'get',
      '/v1/metrics/dora.change-lead-time/component/default/payments?start=released',
      400,
      'query.start',
    ],
    ['put', '/v1/deployments/abc/mark', 400, 'path.id'],
    ['get', '/v1/analytics/dora/component/default/nothing', 404, undefined],
    [
      'get',
      '/v1/metrics/dora.nothing/component/default/payments',
      404,
      undefined,
    ],
    ['get', '/v1/nothing', 404, undefined],
    ['put', '/v1/deployments/999999/mark', 404, undefined],
    ['post', '/v1/sources/999999/retry', 404, undefined],
  ] as const)(
    '%s %s is %d and names the field',
    async (method, path, status, field) => {
      const body = path.endsWith('/mark')
        ? { isFailed: true, note: '' }
        : undefined;
      const answer =
        method === 'get' ? await get(path) : await send(method, path, body);
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toContain(
        'application/problem+json',
      );
      validate('Problem', answer.body);
      expect(answer.body.errors?.[0]?.field).toBe(field);
    },
  );

  it('says malformed JSON in the same shape', async () => {
    const answer = await request(backend.server)
      .post('/api/engineering-insights/v1/events')
      .set('authorization', authorization)
      .set('content-type', 'application/json')
      .send('{"facts": [');
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toBe('The body is not valid JSON.');
  });

  it('asks for credentials in the same shape', async () => {
    const answer = await request(backend.server)
      .get('/api/engineering-insights/v1/metrics')
      .set('authorization', mockCredentials.none.header());
    expect(answer.status).toBe(401);
    validate('Problem', answer.body);
  });

  it('keeps the door for webhooks shut where no secret is configured', async () => {
    const answer = await request(backend.server)
      .post('/api/engineering-insights/v1/webhooks/github')
      .send({});
    expect(answer.status).toBe(404);
    expect(answer.body.detail).toContain('engineeringInsights.sources');
  });
});

it('refuses facts of a caller who may not send them', async () => {
  const backend = await startBackend({
    knex: await databases.createEmpty(),
    permission: AuthorizeResult.DENY,
  });
  const answer = await request(backend.server)
    .post('/api/engineering-insights/v1/events')
    .set('authorization', authorization)
    .send({ scope: 'acme/payments', facts: [] });
  expect(answer.status).toBe(403);
  expect(answer.body.detail).toContain('engineering-insights.event.create');
  await backend.stop();
});
