import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type {
  PoliciesAnswer,
  PolicyComparison,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import { engineeringInsightsPlugin } from '../../plugin';

jest.setTimeout(180_000);

const API = '/api/engineering-insights/v1';
const PAYMENTS = '/entities/component/default/payments/policies';
const LOCATION = 'https://git.example.org/acme/payments/catalog-info.yaml';

const component = (
  name: string,
  annotations: Record<string, string> = {},
  title = name,
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title, annotations },
  spec: { type: 'service', owner: 'group:default/a', lifecycle: 'production' },
});

const noon = DateTime.utc().startOf('day').minus({ hours: 12 });
const at = (daysAgo: number, hours = 0) =>
  noon.minus({ days: daysAgo }).plus({ hours }).toISO()!;
const sha = (number: number) => number.toString(16).padStart(40, '0');

/** Each day a commit, deployed to staging after one hour and to production after six; an incident after the last. */
const FACTS = [
  ...Array.from({ length: 8 }, (_, index) => {
    const daysAgo = 12 - index;
    const deployment = (environment: string, hours: number) => ({
      kind: 'deployment',
      externalId: `${environment}-${index + 1}`,
      environment,
      sha: sha(index + 1),
      finishedAt: at(daysAgo, hours),
      outcome: 'success',
    });
    return [
      {
        kind: 'commit',
        externalId: sha(index + 1),
        parents: index === 0 ? [] : [sha(index)],
        authoredAt: at(daysAgo),
        committedAt: at(daysAgo),
        title: `Change ${index + 1}`,
      },
      deployment('staging', 1),
      ...(index < 6 ? [deployment('production', 6)] : []),
    ];
  }).flat(),
  {
    kind: 'incident',
    externalId: 'i-1',
    title: 'Cards are declined',
    severity: 'high',
    openedAt: at(7, 6.5),
    resolvedAt: at(7, 8),
  },
];

interface AuditEvent {
  readonly eventId: string;
  readonly meta?: JsonObject;
}

async function startBackend(options: {
  knex: Knex;
  entities: ReturnType<typeof component>[];
  config?: JsonObject;
}) {
  const audited: AuditEvent[] = [];
  const backend = await startTestBackend({
    features: [
      engineeringInsightsPlugin,
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({
        data: { engineeringInsights: options.config ?? {} },
      }),
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async event => {
            audited.push(event as AuditEvent);
            return { success: async () => {}, fail: async () => {} };
          },
        }),
      }),
      catalogServiceMock.factory({ entities: options.entities }),
    ],
  });
  const get = (path: string) =>
    request(backend.server)
      .get(`${API}${path}`)
      .set('authorization', mockCredentials.user.header());
  const policies = async (): Promise<PoliciesAnswer> =>
    (await get(PAYMENTS)).body;
  return {
    audited,
    server: backend.server,
    stop: () => backend.stop(),
    get,
    policies,
    compare: async (query: string): Promise<PolicyComparison> => {
      const answer = await get(`${PAYMENTS}/compare?${query}`);
      expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
      return answer.body;
    },
    async send(facts: readonly object[]) {
      await request(backend.server)
        .post(`${API}/events`)
        .set('authorization', mockCredentials.user.header())
        .send({ entityRef: 'component:default/payments', scope: 'acme', facts })
        .expect(200);
    },
    /** Until the policies of payments are as wanted, and everything is calculated. */
    async waitUntil(isThere: (answer: PoliciesAnswer) => boolean) {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const [{ count }] = await options.knex('dirty_marks').count();
        const answer = await policies();
        if (answer.inForce && count === '0' && isThere(answer)) return answer;
        if (Date.now() > deadline) {
          throw new Error(`It did not come: ${JSON.stringify(answer)}`);
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    },
  };
}

describe('policies of an entity', () => {
  const databases = testDatabase();
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  let first: PoliciesAnswer;
  let second: PoliciesAnswer;
  let firstAudited: readonly AuditEvent[];

  beforeAll(async () => {
    knex = await databases.create();
    const before = await startBackend({
      knex,
      entities: [component('payments')],
    });
    await before.waitUntil(() => true);
    await before.send(FACTS);
    first = await before.waitUntil(() => true);
    firstAudited = before.audited;
    await before.stop();

    backend = await startBackend({
      knex,
      entities: [
        component('payments', {
          'backstage.io/managed-by-location': `url:${LOCATION}`,
          'engineering-insights/production-environments': 'staging',
          'engineering-insights/policy-reason': 'Staging is where users are',
        }),
      ],
      config: {
        policies: {
          default: { reason: 'As everyone' },
          byAnnotation: {
            strict: { failures: { evidence: { incident: false } } },
          },
        },
      },
    });
    second = await backend.waitUntil(({ inForce }) => Boolean(inForce?.reason));
  });
  afterAll(() => backend.stop());

  it('begin with the first one, which is no change and is not audited', () => {
    expect(first).toMatchObject({
      isChanging: false,
      problems: [],
      inForce: { setBy: 'configuration', version: { name: 'default' } },
      switches: [{ version: { name: 'default' }, differences: [] }],
    });
    expect(first.switches[0]).not.toHaveProperty('previous');
    expect(
      firstAudited.filter(({ eventId }) => eventId === 'policy-switch'),
    ).toEqual([]);
  });

  it('tell when, who and why, with what sets each part', () => {
    expect(second.inForce).toMatchObject({
      setBy: 'annotation',
      location: LOCATION,
      reason: 'Staging is where users are',
      version: { name: 'component:default/payments' },
      parts: [
        { name: 'deployments' },
        {
          name: 'environments',
          settings: [
            {
              name: 'environments.production',
              value: ['staging'],
              source: {
                setBy: 'annotation',
                name: 'engineering-insights/production-environments',
              },
            },
            {
              name: 'environments.count',
              value: 'rollout',
              source: { setBy: 'default' },
            },
          ],
        },
        { name: 'failures' },
        { name: 'incidents' },
      ],
    });
    for (const part of [0, 2, 3]) {
      for (const { source } of second.inForce!.parts[part].settings) {
        expect(source).toEqual({ setBy: 'default' });
      }
    }
    expect(second.switches).toMatchObject([
      {
        previous: { name: 'default' },
        differences: [
          {
            name: 'environments.production',
            from: ['(prod|production|live)([-_./].*)?'],
            to: ['staging'],
          },
        ],
      },
      { version: { name: 'default' } },
    ]);
    expect(second.choices.map(choice => [choice.kind, choice.name])).toEqual([
      ['version', 'default'],
      ['default', 'default'],
      ['namedPolicy', 'strict'],
    ]);
  });

  it('are audited with what was before and what is after', () => {
    expect(
      backend.audited.filter(({ eventId }) => eventId === 'policy-switch'),
    ).toEqual([
      {
        eventId: 'policy-switch',
        severityLevel: 'medium',
        meta: {
          entityRef: 'component:default/payments',
          before: {
            name: 'default',
            hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
          after: {
            name: 'component:default/payments',
            hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
          setBy: 'annotation',
          reason: 'Staging is where users are',
        },
      },
    ]);
  });

  it('are marked in the answers whose numbers they make', async () => {
    const mark = {
      at: second.inForce!.since,
      serviceCount: 1,
      differences: second.switches[0].differences,
    };
    const dora = await backend.get(
      '/analytics/dora/component/default/payments',
    );
    expect(dora.body.policyChanges).toEqual([mark]);
    const read = async (metricId: string) =>
      (await backend.get(`/metrics/${metricId}/component/default/payments`))
        .body.policyChanges;
    expect(await read('dora.change-lead-time')).toEqual([mark]);
    expect(await read('flow.review-time')).toEqual([]);
  });

  it('are compared by five values each and by records with their reasons', async () => {
    const tables = ['derivations', 'rollouts', 'failures', 'policy_switches'];
    const rows = async () =>
      Promise.all(tables.map(table => knex(table).select().orderByRaw('1, 2')));
    const before = await rows();
    const [{ with: version }] = second.choices;
    const compared = await backend.compare(`with=${version}`);
    expect(compared.differences).toHaveLength(1);
    expect(compared.inForce.values.map(({ metricId }) => metricId)).toEqual(
      compared.other.values.map(({ metricId }) => metricId),
    );
    const [, frequency] = compared.inForce.values;
    const [, otherFrequency] = compared.other.values;
    expect([frequency.value, otherFrequency.value]).toMatchObject([
      { sampleSize: 8 },
      { sampleSize: 6 },
    ]);
    expect(compared.counts).toEqual([
      { kind: 'deployment', onlyInForce: 8, onlyOther: 6, both: 0 },
      // The incident is half an hour after production, and five and a half after staging.
      { kind: 'failure', onlyInForce: 1, onlyOther: 1, both: 0 },
      { kind: 'incident', onlyInForce: 0, onlyOther: 0, both: 1 },
    ]);
    expect(compared.totalCount).toBe(16);
    expect(
      compared.records.find(({ kind }) => kind === 'deployment'),
    ).toMatchObject({
      countsUnder: 'inForce',
      reason: 'notProduction',
      parameters: { environment: 'staging' },
      title: '0000000 to staging',
      at: at(5, 1),
    });
    expect(
      compared.records
        .filter(({ kind }) => kind === 'failure')
        .map(({ countsUnder, reason, evidence }) => [
          countsUnder,
          reason,
          evidence?.map(({ title }) => title),
        ]),
    ).toEqual([
      ['other', 'rolloutNotCounted', ['Cards are declined']],
      ['inForce', 'rolloutNotCounted', ['Cards are declined']],
    ]);
    // Nothing of it is kept.
    expect(await rows()).toEqual(before);
  });

  it('give the records in pages', async () => {
    const [{ with: version }] = second.choices;
    const all = await backend.compare(`with=${version}&limit=1000`);
    const page = await backend.compare(`with=${version}&limit=10`);
    const rest = await backend.compare(
      `with=${version}&limit=10&cursor=${page.nextCursor}`,
    );
    expect([...page.records, ...rest.records]).toEqual(all.records);
    expect(rest).not.toHaveProperty('nextCursor');
  });

  it('are compared with policies of the configuration by their names', async () => {
    const strict = await backend.compare('with=strict');
    expect(strict.other.version).toEqual({ name: 'strict' });
    const failures = strict.records.filter(({ kind }) => kind === 'failure');
    expect(failures.map(({ countsUnder }) => countsUnder)).toEqual(['inForce']);
    const standard = await backend.compare('with=default');
    expect(standard.counts[0]).toMatchObject({ onlyOther: 6 });
  });

  it.each(['999', 'lax', '2147483648'])(
    'are not compared with what the entity never had: %s',
    async name => {
      const answer = await backend.get(`${PAYMENTS}/compare?with=${name}`);
      expect(answer.status).toBe(404);
      expect(answer.body.detail).toMatch(/never had a policy/);
    },
  );

  it('tell what sets the parts of the one in force also where that was not kept', async () => {
    await knex('policy_switches').update({ parts: '{}' });
    const { inForce } = await backend.policies();
    expect(inForce!.parts).toEqual(second.inForce!.parts);
    expect(inForce!.parts[1].settings[0].source).toMatchObject({
      setBy: 'annotation',
    });
  });

  it('have their history also when what was derived is deleted', async () => {
    await knex('derivations')
      .whereNotIn(
        'id',
        knex('entities').select('derivation_id').whereNotNull('derivation_id'),
      )
      .delete();
    expect((await backend.policies()).switches).toEqual(second.switches);
    const [{ with: version }] = second.choices;
    const compared = await backend.compare(`with=${version}`);
    expect(compared.totalCount).toBe(16);
  });
});
