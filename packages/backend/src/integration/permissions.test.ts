import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  engineeringInsightsMetricReadPermission,
  type DoraAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { authOnBehalf } from './__testUtils__/authOnBehalf';
import { permissionModuleExample } from './__testUtils__/permissionModuleExample';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startPortal, type Portal } from './__testUtils__/startPortal';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights';
const OWN = 'component/default/payments';
const OTHER = 'component/default/ledger';

const group = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name },
  spec: { type: 'team', children: [] },
});
const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name },
  spec: { type: 'service', lifecycle: 'production', owner },
});
const user = (name: string, memberOf: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { memberOf: [memberOf] },
});

/** Ada is of those who own payments, and Max manages. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  'user:default/ada': ['user:default/ada', 'group:default/money'],
  'user:default/max': ['user:default/max', 'group:default/managers'],
};

describe('a portal with the policy of the guide', () => {
  const databases = portalDatabases();
  let portal: Portal;

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  const ask = async (name: string, path: string) =>
    portal.get(`${API}${path}`).set('authorization', as(name));
  const query = async (name: string, text: string) => {
    const { body } = await portal
      .post(`${API}/graphql`)
      .set('authorization', as(name))
      .send({ query: text });
    return body;
  };

  beforeAll(async () => {
    portal = await startPortal({
      databases: databases.create(),
      entities: [
        group('money'),
        group('books'),
        group('managers'),
        user('ada', 'money'),
        user('max', 'managers'),
        component('payments', 'money'),
        component('ledger', 'books'),
      ],
      config: { permission: { enabled: true } },
      features: [
        authOnBehalf,
        permissionsServiceFactory,
        permissionPlugin,
        permissionModuleExample,
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = (
              credentials as ReturnType<typeof mockCredentials.user>
            ).principal;
            return {
              userEntityRef,
              ownershipEntityRefs: [...(CLAIMS[userEntityRef] ?? [])],
            };
          },
        }).factory,
      ],
    });
    await portal.bind();
  });
  afterAll(() => portal?.stop());

  it('tells a metric to those whose service it is', async () => {
    const path = '/v1/metrics/flow.review-time';
    const statusOf = async (name: string, entity: string) =>
      (await ask(name, `${path}/${entity}`)).status;
    expect(await statusOf('ada', OWN)).toBe(200);
    expect(await statusOf('max', OWN)).toBe(403);
    const { status, body } = await ask('ada', `${path}/${OTHER}`);
    expect(status).toBe(403);
    expect(body.detail).toMatch(
      /does not let you read flow\.review-time of component:default\/ledger.*engineering-insights\.metric\.read/,
    );
  });

  it('shows on the DORA tab of others what is for everybody, and says of the rest that it is withheld', async () => {
    const withheldOf = async (entity: string) => {
      const { body } = await ask('ada', `/v1/analytics/dora/${entity}`);
      const { metrics }: DoraAnswer = body;
      return metrics.flatMap(({ metricId, value }) =>
        'reason' in value && value.reason?.code === 'notPermitted'
          ? [metricId.split('.')[0]]
          : [],
      );
    };
    expect(await withheldOf(OWN)).toEqual([]);
    expect(await withheldOf(OTHER)).toEqual(Array(6).fill('flow'));
  });

  it('shows a part of the Team page to the team alone', async () => {
    const statusesOf = async (team: string) => {
      const { body } = await ask(
        'ada',
        `/v1/analytics/team/group/default/${team}?section=balance`,
      );
      return body.metrics.map(
        ({ value }: DoraAnswer['metrics'][number]) =>
          'reason' in value && value.reason?.code,
      );
    };
    expect(await statusesOf('money')).not.toContain('notPermitted');
    expect(new Set(await statusesOf('books'))).toEqual(
      new Set(['notPermitted']),
    );
  });

  it('answers GraphQL by the same', async () => {
    const metric = (id: string, ref: string) =>
      query(
        'ada',
        `{ metric(id: "${id}", entityRef: "${ref}") { value { status reason { code } } } }`,
      );
    const withheld = {
      data: {
        metric: {
          value: { status: 'withheld', reason: { code: 'notPermitted' } },
        },
      },
    };
    const other = 'component:default/ledger';
    expect(await metric('flow.review-time', other)).toEqual(withheld);
    expect(
      await metric('flow.review-time', 'component:default/payments'),
    ).not.toEqual(withheld);
    expect(await metric('dora.change-lead-time', other)).not.toEqual(withheld);
  });

  it('names the members of a team to those whom the policy lets read of people', async () => {
    const members = (name: string) =>
      query(
        name,
        '{ team(id: "group:default/money") { developers { edges { node { name } } } } }',
      );
    expect(JSON.stringify(await members('max'))).toContain('"ada"');
    const refused = JSON.stringify(await members('ada'));
    expect(refused).toContain('engineering-insights.people.read');
    expect(refused).not.toContain('"name":"ada"');
  });

  it.each([
    ['component:default/ledger#flow.review-time', 'DENY'],
    ['component:default/ledger#dora.change-lead-time', 'ALLOW'],
    ['component:default/payments#flow.review-time', 'ALLOW'],
    ['component:default/nothing#dora.change-lead-time', 'DENY'],
  ])(
    'lets the portal ask for %s itself, which gives %s',
    async (ref, result) => {
      const { body } = await portal
        .post('/api/permission/authorize')
        .set('authorization', as('ada'))
        .send({
          items: [
            {
              id: 'asked',
              permission: engineeringInsightsMetricReadPermission,
              resourceRef: ref,
            },
          ],
        })
        .expect(200);
      expect(body.items).toEqual([{ id: 'asked', result }]);
    },
  );
});
