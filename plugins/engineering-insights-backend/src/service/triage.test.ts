import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogServiceRequestOptions } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import request from 'supertest';
import { testDatabase } from '../database/testDatabase';
import { engineeringInsightsPlugin } from '../plugin';

jest.setTimeout(240_000);

const component = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: name },
  spec: {
    type: 'service',
    owner: 'group:default/money',
    lifecycle: 'production',
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/money' }],
});
const ENTITIES: Entity[] = [
  component('payments'),
  component('ledger'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'money', namespace: 'default', title: 'Money' },
    spec: { type: 'team', children: [] },
  },
];
const refOf = ({ kind, metadata }: Entity) =>
  `${kind.toLowerCase()}:default/${metadata.name}`;

/** What each of them sees in the catalog, whether the policy lets them correct, and whether they own what there is. */
const PEOPLE: Readonly<
  Record<string, { sees: readonly string[]; corrects: boolean; owns?: boolean }>
> = {
  'user:default/owner': {
    sees: ENTITIES.map(refOf),
    corrects: true,
    owns: true,
  },
  'user:default/neighbour': { sees: ENTITIES.map(refOf), corrects: true },
  'user:default/member': { sees: ENTITIES.map(refOf), corrects: false },
  'user:default/half': {
    sees: ['group:default/money', 'component:default/payments'],
    corrects: true,
    owns: true,
  },
  'user:default/outsider': { sees: [], corrects: true },
};
const OWNER = 'user:default/owner';

function personOf(credentials: { principal: unknown }) {
  const { userEntityRef = '' } = credentials.principal as {
    userEntityRef?: string;
  };
  return PEOPLE[userEntityRef];
}

/** The catalog, of which each person sees his part, and the plugin all. */
function catalogOf() {
  const all = catalogServiceMock({ entities: ENTITIES });
  const sees = (ref: string, options: object | undefined) =>
    personOf(
      (options as CatalogServiceRequestOptions).credentials,
    )?.sees.includes(ref) ?? true;
  return catalogServiceMock.mock({
    streamEntities: (...args) => all.streamEntities(...args),
    queryEntities: (...args) => all.queryEntities(...args),
    getEntities: (...args) => all.getEntities(...args),
    getEntityByRef: async (ref, options) =>
      sees(String(ref), options) ? all.getEntityByRef(ref, options) : undefined,
    getEntitiesByRefs: async (query, options) => {
      const { items } = await all.getEntitiesByRefs(query, options);
      return {
        items: items.map((item, index) =>
          sees(query.entityRefs[index], options) ? item : undefined,
        ),
      };
    },
  });
}

const noon = DateTime.utc().startOf('day').minus({ hours: 12 });
const at = (daysAgo: number, hours = 0) =>
  noon.minus({ days: daysAgo }).plus({ hours }).toISO()!;
const sha = (number: number) => number.toString(16).padStart(40, '0');

/** A commit and its deployment six hours later, on each of the days. */
const delivered = (prefix: string, days: readonly number[]) =>
  days.flatMap((daysAgo, index) => [
    {
      kind: 'commit',
      externalId: sha(index + 1),
      parents: index === 0 ? [] : [sha(index)],
      authoredAt: at(daysAgo),
      committedAt: at(daysAgo),
      author: { source: 'intake', login: 'stranger', actor: 'human' },
      title: `Change ${index + 1}`,
    },
    {
      kind: 'deployment',
      externalId: `${prefix}-${index + 1}`,
      environment: 'production',
      sha: sha(index + 1),
      startedAt: at(daysAgo, 5.9),
      finishedAt: at(daysAgo, 6),
      outcome: 'success',
      url: `https://ci.example/${prefix}-${index + 1}`,
    },
  ]);
const deployed = (externalId: string, daysAgo: number, more: object) => ({
  kind: 'deployment',
  externalId,
  environment: 'production',
  startedAt: at(daysAgo),
  finishedAt: at(daysAgo),
  outcome: 'success',
  ...more,
});
const incident = (externalId: string, daysAgo: number, hours: number) => ({
  kind: 'incident',
  externalId,
  title: `Incident ${externalId}`,
  severity: 'high',
  openedAt: at(daysAgo, hours),
  resolvedAt: at(daysAgo, hours + 1),
  url: `https://pages.example/${externalId}`,
});

const FACTS = {
  payments: [
    ...delivered('p', [12, 11, 10, 9, 8, 7, 6]),
    deployed('p-unknown', 5, { sha: sha(4095) }),
    deployed('p-absent', 4, {}),
    deployed('p-nowhere', 13, { environment: undefined }),
    incident('i-early', 20, 0),
    incident('i-linked', 10, 7),
  ],
  ledger: [
    ...delivered('l', [12, 11, 10]),
    deployed('l-absent', 9, {}),
    incident('i-ledger', 30, 0),
  ],
};

const databases = testDatabase();

describe('triage', () => {
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  const audited: { eventId: string; meta: any; status: string; done?: any }[] =
    [];

  const call = (
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    options: { as?: string; body?: object } = {},
  ) => {
    const sent = request(backend.server)
      [method](`/api/engineering-insights${path}`)
      .set('authorization', mockCredentials.user.header(options.as ?? OWNER));
    return options.body ? sent.send(options.body) : sent;
  };
  const read = async (path: string, as?: string) => {
    const { status, body } = await call('get', path, { as });
    expect({ path, status }).toEqual({ path, status: 200 });
    return body;
  };
  const triage = (list = '', as?: string) =>
    read(`/v1/triage/group/default/money${list}`, as);
  const rate = async () =>
    (await read('/v1/analytics/dora/component/default/payments')).metrics;
  const failRate = (metrics: any[]) =>
    metrics.find(({ metricId }) => metricId === 'dora.change-fail-rate');

  async function waitFor<T>(reading: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const value = await reading();
      if (value !== undefined) return value;
      if (Date.now() > deadline)
        throw new Error('What was waited for did not come in 60 seconds.');
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
  /** The metrics once this many failed and this many were corrected. */
  const metricsWhen = (numerator: number, corrected: number) =>
    waitFor(async () => {
      const metrics = await rate();
      const { value, details } = failRate(metrics);
      return value.numerator === numerator &&
        (details.correctedCount ?? 0) === corrected
        ? metrics
        : undefined;
    });
  const deploymentId = async (title: string) =>
    String(
      (await knex('deployments').where({ external_id: title }).first('id')).id,
    );
  const incidentId = async (externalId: string) =>
    String(
      (await knex('incidents').where({ external_id: externalId }).first('id'))
        .id,
    );

  beforeAll(async () => {
    knex = await databases.createEmpty();
    backend = await startTestBackend({
      features: [
        engineeringInsightsPlugin,
        mockServices.database.factory({ knex }),
        mockServices.permissions.mock({
          authorize: async asked =>
            asked.map(() => ({ result: AuthorizeResult.ALLOW })),
          authorizeConditional: async (asked, { credentials }) =>
            asked.map(({ permission }) => ({
              result:
                permission.name !== 'engineering-insights.delivery.correct' ||
                personOf(credentials)?.corrects
                  ? AuthorizeResult.ALLOW
                  : AuthorizeResult.DENY,
            })),
        }).factory,
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = (
              credentials as ReturnType<typeof mockCredentials.user>
            ).principal;
            const isOwner = personOf(credentials)?.owns;
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...(isOwner ? ['group:default/money'] : []),
              ],
            };
          },
        }).factory,
        mockServices.auditor.mock({
          createEvent: async ({ eventId, meta }) => {
            const event = { eventId, meta, status: 'begun' } as any;
            audited.push(event);
            return {
              success: async done => {
                Object.assign(event, { status: 'succeeded', done: done?.meta });
              },
              fail: async () => {
                event.status = 'failed';
              },
            };
          },
        }).factory,
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        catalogOf().factory,
      ],
    });
    await waitFor(async () => {
      const [{ count }] = await knex('ownerships').count();
      return Number(count) >= 2 ? true : undefined;
    });
    for (const [name, facts] of Object.entries(FACTS)) {
      const { body, status } = await call('post', '/v1/events', {
        body: {
          entityRef: `component:default/${name}`,
          scope: `acme/${name}`,
          facts,
        },
      });
      if (status !== 200 || body.invalid.length > 0) {
        throw new Error(`Facts were refused: ${JSON.stringify(body)}`);
      }
    }
    await metricsWhen(1, 0);
    await waitFor(async () =>
      (await triage()).counts.unlinkedIncidents === 2 ? true : undefined,
    );
  });
  afterAll(async () => {
    await backend?.stop();
  });

  it('counts what waits, of people only how many and where', async () => {
    const answer = await triage();
    expect(answer).toMatchObject({
      entity: { ref: 'group:default/money', title: 'Money' },
      serviceCount: 2,
      counts: {
        unlinkedIncidents: 2,
        deploymentsWithoutRevision: 3,
        deploymentsWithoutEnvironment: 1,
        unknownPeople: 1,
        corrections: 0,
      },
      may: { correct: true, readSources: true },
    });
    expect(answer.people).toEqual([
      { source: 'intake', title: 'intake', unresolvedCount: 1 },
    ]);
    expect(JSON.stringify(answer)).not.toContain('stranger');
  });

  it('lists incidents that nothing is known to have caused, oldest first, with the reason', async () => {
    const { items, totalCount } = await triage('/incidents');
    expect(totalCount).toBe(2);
    expect(
      items.map(({ title, reason, services, source, url }: any) => ({
        title,
        reason,
        services: services.map(({ ref }: any) => ref),
        source,
        url,
      })),
    ).toEqual([
      {
        title: 'Incident i-ledger',
        reason: 'noDeployment',
        services: ['component:default/ledger'],
        source: 'intake',
        url: 'https://pages.example/i-ledger',
      },
      {
        title: 'Incident i-early',
        reason: 'noDeployment',
        services: ['component:default/payments'],
        source: 'intake',
        url: 'https://pages.example/i-early',
      },
    ]);
  });

  it('lists deployments that lack a revision or an environment, oldest first, page by page', async () => {
    const all = await triage('/deployments?gap=revision');
    expect(
      all.items.map(({ title, reason, isCounted }: any) => [
        title,
        reason,
        isCounted,
      ]),
    ).toEqual([
      ['l-absent', 'noRevision', true],
      [sha(4095).slice(0, 7), 'unknownRevision', true],
      ['p-absent', 'noRevision', true],
    ]);
    const paged: any[] = [];
    let cursor = '';
    do {
      const page = await triage(
        `/deployments?gap=revision&limit=1${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.totalCount).toBe(3);
      paged.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(paged).toEqual(all.items);
    const nowhere = await triage('/deployments?gap=environment');
    expect(nowhere.items).toMatchObject([
      { title: 'p-nowhere', reason: 'noEnvironment', isCounted: false },
    ]);
    expect(
      (
        await call(
          'get',
          '/v1/triage/group/default/money/incidents?cursor=nonsense',
        )
      ).status,
    ).toBe(400);
  });

  it('shows of a group only the services that the reader sees in the catalog', async () => {
    const as = 'user:default/half';
    expect((await triage('', as)).serviceCount).toBe(1);
    expect((await triage('/incidents', as)).items).toMatchObject([
      { title: 'Incident i-early' },
    ]);
    expect((await triage('/deployments?gap=revision', as)).totalCount).toBe(2);
    const ledger = await deploymentId('l-1');
    expect(
      (
        await call('put', `/v1/deployments/${ledger}/mark`, {
          as,
          body: { isFailed: true },
        })
      ).status,
    ).toBe(404);
  });

  it.each([
    ['user:default/outsider', 404, 404],
    ['user:default/member', 200, 403],
  ])(
    'answers %s with %i, and corrections with %i',
    async (as, reads, writes) => {
      const id = await deploymentId('p-3');
      const early = await incidentId('i-early');
      const paths = [
        '',
        '/incidents',
        '/deployments?gap=revision',
        '/corrections',
      ];
      for (const path of paths) {
        const { status } = await call(
          'get',
          `/v1/triage/group/default/money${path}`,
          { as },
        );
        expect({ path, status }).toEqual({ path, status: reads });
      }
      const body = { isFailed: true };
      const attribution = { isCausedByChange: false };
      const marks = `/v1/deployments/${id}/mark`;
      const cause = `/v1/incidents/${early}/attribution`;
      const answers = [
        await call('put', marks, { as, body }),
        await call('delete', marks, { as }),
        await call('put', cause, { as, body: attribution }),
        await call('delete', cause, { as }),
        await call('delete', '/v1/corrections/1', { as }),
      ];
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => writes),
      );
      expect(await knex('marks').count()).toEqual([{ count: '0' }]);
    },
  );

  it('lets those correct what they own whom the policy lets correct without saying of what', async () => {
    const as = 'user:default/neighbour';
    const id = await deploymentId('p-3');
    const answer = await call('put', `/v1/deployments/${id}/mark`, {
      as,
      body: { isFailed: true },
    });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toMatch(
      /component:default\/payments .* by those who own it/,
    );
    expect((await triage('', as)).may.correct).toBe(false);
    expect((await triage('', OWNER)).may.correct).toBe(true);
    expect(await knex('marks').count()).toEqual([{ count: '0' }]);
  });

  it('tells who may not correct that he may not', async () => {
    const { may } = await triage('', 'user:default/member');
    expect(may.correct).toBe(false);
  });

  it.each([
    [
      'failed',
      async () => ({
        path: `/v1/deployments/${await deploymentId('p-5')}/mark`,
        body: { isFailed: true, note: 'Refunds were wrong.' },
      }),
      2,
    ],
    [
      'notFailed',
      async () => ({
        path: `/v1/deployments/${await deploymentId('p-3')}/mark`,
        body: { isFailed: false, note: 'The network failed.' },
      }),
      0,
    ],
    [
      'linked',
      async () => ({
        path: `/v1/incidents/${await incidentId('i-early')}/attribution`,
        body: {
          deploymentId: await deploymentId('p-2'),
          note: 'It took long to show.',
        },
      }),
      2,
    ],
    [
      'notCausedByChange',
      async () => ({
        path: `/v1/incidents/${await incidentId('i-linked')}/attribution`,
        body: { isCausedByChange: false, note: 'A provider was down.' },
      }),
      0,
    ],
  ])(
    'corrects as %s, says so on the number, and gives the old numbers back',
    async (verdict, ask, numerator) => {
      const before = await metricsWhen(1, 0);
      const { path, body } = await ask();
      audited.length = 0;
      expect((await call('put', path, { body })).status).toBe(204);
      const changed = await metricsWhen(numerator, 1);
      expect(
        changed
          .filter(({ details }: any) => details.correctedCount > 0)
          .map(({ metricId }: any) => metricId),
      ).toEqual([
        'dora.failed-deployment-recovery-time',
        'dora.change-fail-rate',
        'dora.deployment-rework-rate',
      ]);
      const explained = await read(
        '/v1/metrics/dora.change-fail-rate/component/default/payments/explain',
      );
      const said = {
        verdict,
        by: OWNER,
        note: body.note,
        services: [{ ref: 'component:default/payments' }],
      };
      expect(explained.corrections).toMatchObject([said]);
      const list = await triage('/corrections');
      expect(list).toMatchObject({ items: [said], totalCount: 1 });
      expect(list.items).toEqual(explained.corrections);

      const [{ id }] = list.items;
      expect((await call('delete', `/v1/corrections/${id}`)).status).toBe(204);
      expect(await metricsWhen(1, 0)).toEqual(before);
      expect(await triage('/corrections')).toEqual({
        items: [],
        totalCount: 0,
      });
      expect((await call('delete', `/v1/corrections/${id}`)).status).toBe(404);
      expect(audited.map(({ status, meta }) => [status, meta.userRef])).toEqual(
        [
          ['succeeded', OWNER],
          ['succeeded', OWNER],
          ['failed', OWNER],
        ],
      );
      const [put, back] = audited.map(({ done }) => done?.changes?.[0]);
      expect(put).toMatchObject({
        entityRef: 'component:default/payments',
        before: null,
        after: { note: body.note },
      });
      expect(back).toMatchObject({
        before: { note: body.note, by: OWNER },
        after: null,
      });
    },
  );

  it('keeps what was said before, and by whom it was taken back', async () => {
    const path = `/v1/deployments/${await deploymentId('p-6')}/mark`;
    await knex('marks').delete();
    audited.length = 0;
    await call('put', path, { body: { isFailed: true, note: 'first' } });
    await call('put', path, {
      as: 'user:default/half',
      body: { isFailed: false, note: 'second' },
    });
    expect((await call('delete', path)).status).toBe(204);
    expect((await call('delete', path)).status).toBe(404);
    expect(
      await knex('marks')
        .select('note', 'created_by', 'revoked_by')
        .orderBy('id'),
    ).toEqual([
      { note: 'first', created_by: OWNER, revoked_by: 'user:default/half' },
      { note: 'second', created_by: 'user:default/half', revoked_by: OWNER },
    ]);
    expect(audited[1].done.changes[0]).toMatchObject({
      before: { note: 'first', isFailed: true },
      after: { note: 'second', isFailed: false },
    });
  });

  it('takes back what was said of an incident by its id', async () => {
    const path = `/v1/incidents/${await incidentId('i-ledger')}/attribution`;
    expect(
      (await call('put', path, { body: { isCausedByChange: false } })).status,
    ).toBe(204);
    await waitFor(async () =>
      (await triage()).counts.unlinkedIncidents === 1 ? true : undefined,
    );
    expect((await call('delete', path)).status).toBe(204);
    await waitFor(async () =>
      (await triage()).counts.unlinkedIncidents === 2 ? true : undefined,
    );
    expect((await call('delete', path)).status).toBe(404);
  });
});
