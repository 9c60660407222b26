import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type {
  DoraAnswer,
  ExplainAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { authOnBehalf } from './__testUtils__/authOnBehalf';
import { permissionModuleExample } from './__testUtils__/permissionModuleExample';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitForCalculation } from './__testUtils__/waitForCalculation';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const API = '/api/engineering-insights';
const PAYMENTS = 'component:default/payments';
const WINDOW = { from: '2026-01-01', to: '2026-02-01' };
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  'user:default/ada': ['user:default/ada', 'group:default/money'],
  'user:default/max': ['user:default/max'],
};

const sha = (number: number) => number.toString(16).padStart(40, '0');
const FACTS = Array.from({ length: 12 }, (_, index) => {
  const day = String(index + 10);
  return [
    {
      kind: 'commit',
      externalId: sha(index + 1),
      parents: index === 0 ? [] : [sha(index)],
      authoredAt: `2026-01-${day}T06:00:00Z`,
      committedAt: `2026-01-${day}T06:00:00Z`,
      title: `Change ${index + 1}`,
      author: { source: 'intake', login: 'ada', actor: 'human' },
    },
    {
      kind: 'deployment',
      externalId: `d-${index + 1}`,
      environment: 'production',
      sha: sha(index + 1),
      startedAt: `2026-01-${day}T11:00:00Z`,
      finishedAt: `2026-01-${day}T12:00:00Z`,
      outcome: 'success',
    },
  ];
}).flat();

const databases = portalDatabases();
let portal: Portal;
let clients: Client[] = [];

const as = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** An agent that somebody has ask, as the guide connects it. */
async function connect(name: string): Promise<Client> {
  const client = new Client({ name: 'an agent', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL(`${portal.url}/api/mcp-actions/v1`),
      { requestInit: { headers: { authorization: as(name) } } },
    ),
  );
  clients.push(client);
  return client;
}

async function call(name: string, action: string, input: object) {
  const client = await connect(name);
  const {
    isError = false,
    content,
    structuredContent,
  } = await client.callTool({
    name: `engineering-insights.${action}`,
    arguments: { ...input },
  });
  const [{ text }] = content as { text: string }[];
  return { isError, text, answer: structuredContent as any };
}

async function get<T>(path: string): Promise<T> {
  const { status, body } = await portal
    .get(`${API}${path}`)
    .set('authorization', as('ada'));
  expect({ path, status }).toEqual({ path, status: 200 });
  return body;
}

beforeAll(async () => {
  const database = databases.create();
  const entity = (kind: string, name: string, spec: object) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec: { ...spec },
  });
  portal = await startPortal({
    databases: database,
    entities: [
      entity('Group', 'money', { type: 'team', children: [] }),
      entity('Component', 'payments', {
        type: 'service',
        lifecycle: 'production',
        owner: 'money',
      }),
    ],
    config: {
      permission: { enabled: true },
      backend: { actions: { pluginSources: ['engineering-insights'] } },
    },
    features: [
      mcpPlugin,
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
  const { body } = await portal
    .post(`${API}/v1/events`)
    .set('authorization', as('ada'))
    .send({ entityRef: PAYMENTS, scope: 'acme/payments', facts: FACTS });
  if (body.written !== FACTS.length) throw new Error(JSON.stringify(body));
  await waitForCalculation(database.knex);
});
afterAll(async () => {
  for (const client of clients) await client.close();
  clients = [];
  await portal?.stop();
});

it('offers the five actions as tools that only read', async () => {
  const { tools } = await (await connect('ada')).listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(
    [
      'explain-metric',
      'get-data-health',
      'get-dora-metrics',
      'get-slowest-phases',
      'get-team-analytics',
    ].map(name => `engineering-insights.${name}`),
  );
  for (const { name, description, annotations, inputSchema } of tools) {
    expect({ name, annotations }).toEqual({
      name,
      annotations: {
        title: expect.stringMatching(/./),
        readOnlyHint: true,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    });
    expect(description).toMatch(/./);
    expect(inputSchema.properties).toHaveProperty('entityRef');
  }
});

it('tells the five metrics as the REST API does', async () => {
  const { from, to } = WINDOW;
  const { answer, text } = await call('ada', 'get-dora-metrics', {
    entityRef: PAYMENTS,
    ...WINDOW,
  });
  const { metrics } = await get<DoraAnswer>(
    `/v1/analytics/dora/component/default/payments?from=${from}&to=${to}`,
  );
  const told = answer.metrics.map(({ metricId, value }: any) => [
    metricId,
    value.status,
    value.value,
  ]);
  expect(told).toEqual(
    metrics
      .slice(0, 5)
      .map(({ metricId, value }) => [
        metricId,
        value.status,
        'value' in value ? value.value : undefined,
      ]),
  );
  // Twelve deployments, the first of which has no base.
  expect(told).toContainEqual(['dora.change-lead-time', 'partial', 6 * 3_600]);
  expect(JSON.parse(text)).toEqual(answer);
});

it('explains a number as the REST API does', async () => {
  const { from, to } = WINDOW;
  const { answer } = await call('ada', 'explain-metric', {
    entityRef: PAYMENTS,
    metricId: 'dora.change-lead-time',
    limit: 5,
    ...WINDOW,
  });
  const explained = await get<ExplainAnswer>(
    `/v1/metrics/dora.change-lead-time/component/default/payments/explain?from=${from}&to=${to}&limit=5`,
  );
  expect(answer.includedCount).toBe(explained.includedCount);
  expect(answer.records.map(({ title }: any) => title)).toEqual(
    explained.records.map(({ title }) => title),
  );
  expect(answer.records).toHaveLength(5);
});

it('refuses what the permission policy does not let somebody read, with a sentence', async () => {
  const question = { entityRef: PAYMENTS, metricId: 'flow.review-time' };
  expect(await call('ada', 'explain-metric', question)).toMatchObject({
    isError: false,
  });
  const { isError, text } = await call('max', 'explain-metric', question);
  expect(isError).toBe(true);
  expect(text).toMatch(
    /^NotAllowedError: .*does not let you read flow\.review-time of component:default\/payments.*engineering-insights\.metric\.read/,
  );
  expect(
    await call('ada', 'get-dora-metrics', { entityRef: 'payments' }),
  ).toMatchObject({ isError: true });
});
