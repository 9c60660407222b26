import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import Ajv2020 from 'ajv/dist/2020';
import type { Knex } from 'knex';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import { engineeringInsightsPlugin } from '../../plugin';

jest.setTimeout(120_000);

const API = '/api/engineering-insights/v1';
const HOSTILE = '<script>alert("pay & go")</script>';

const component = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: HOSTILE, annotations },
  spec: { type: 'service', owner: 'group:default/a', lifecycle: 'production' },
});

const ENTITIES = [
  component('open', { 'engineering-insights/badges': 'true' }),
  component('closed', {}),
  component('unsure', { 'engineering-insights/badges': 'yes' }),
  component('ignored', {
    'engineering-insights/badges': 'true',
    'engineering-insights/ignore': 'true',
  }),
];

const databases = testDatabase();

async function startBackend(knex: Knex, areBadgesEnabled?: boolean) {
  const backend = await startTestBackend({
    features: [
      engineeringInsightsPlugin,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          engineeringInsights: {
            ...(areBadgesEnabled !== undefined && {
              badges: { enabled: areBadgesEnabled },
            }),
          },
        },
      }),
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      catalogServiceMock.factory({ entities: ENTITIES }),
    ],
  });
  const deadline = Date.now() + 30_000;
  while ((await knex('entities')).length < ENTITIES.length) {
    if (Date.now() > deadline) throw new Error('Nothing was bound.');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const anonymous = (path: string) =>
    request(backend.server)
      .get(`${API}/${path}`)
      .set('authorization', mockCredentials.none.header());
  return {
    anonymous,
    /** Without credentials, as a README is read. */
    badge: (path: string) => anonymous(`badges/${path}`),
    status: async (metricId: string, name: string) =>
      (
        await request(backend.server)
          .get(`${API}/metrics/${metricId}/component/default/${name}`)
          .set('authorization', mockCredentials.user.header())
      ).body.badge,
    document: async () =>
      (
        await request(backend.server).get(
          '/api/engineering-insights/openapi.json',
        )
      ).body,
    stop: () => backend.stop(),
  };
}

describe('badges', () => {
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startBackend>>;
  beforeAll(async () => {
    knex = await databases.create();
    backend = await startBackend(knex, true);
  });
  afterAll(() => backend.stop());

  it('are images for everyone, where the entity allows them', async () => {
    const answer = await backend
      .badge('dora.change-lead-time/component/default/open.svg')
      .expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/./),
    });
    const svg = answer.body.toString();
    expect(svg).toContain('>Change lead time</text>');
    expect(svg).toContain('>unknown</text>');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;alert(&quot;pay &amp; go&quot;)');
    await backend
      .badge('dora.change-lead-time/Component/default/open.svg')
      .set('if-none-match', answer.headers.etag)
      .expect(304);
  });

  it('tell not whether there is nothing or it is not allowed', async () => {
    const answers = await Promise.all(
      [
        'dora.change-lead-time/component/default/closed.svg',
        'dora.change-lead-time/component/default/unsure.svg',
        'dora.change-lead-time/component/default/ignored.svg',
        'dora.change-lead-time/component/default/nobody.svg',
        'no.metric/component/default/open.svg',
        'collaboration.review-load/component/default/open.svg',
      ].map(async path => {
        const { status, body, headers } = await backend.badge(path);
        const { instance: _, requestId: __, ...rest } = body;
        return { status, rest, type: headers['content-type'] };
      }),
    );
    expect(answers[0].status).toBe(404);
    expect(answers[0].rest.detail).toBe(
      'There is no such badge. Badges are shown where the configuration and the entity allow them.',
    );
    answers.forEach(answer => expect(answer).toEqual(answers[0]));
  });

  it('leave all else behind the sign-in', async () => {
    const { status } = await backend.anonymous(
      'metrics/dora.change-lead-time/component/default/open',
    );
    expect(status).toBe(401);
  });

  it('are as their OpenAPI document says', async () => {
    const { paths, components } = await backend.document();
    const [path] = Object.keys(paths).filter(each => each.includes('badge'));
    const operation = paths[path].get;
    expect(operation.security).toEqual([]);
    const at = (values: Record<string, string>) => {
      const names = operation.parameters.map(({ name }: any) => name);
      expect(names).toEqual(Object.keys(values));
      return path
        .replace('/v1/', '')
        .replace(/\{(\w+)\}/g, (_, name) => values[name]);
    };
    const ask = async (name: string) => {
      const { status, headers, body } = await backend.anonymous(
        at({
          metricId: 'dora.change-lead-time',
          kind: 'component',
          namespace: 'default',
          name,
        }),
      );
      const { content } = operation.responses[status];
      const [type] = headers['content-type'].split(';');
      expect(Object.keys(content)).toEqual([type]);
      const ajv = new Ajv2020({ strict: false });
      ajv.validate(
        { ...content[type].schema, components },
        Buffer.isBuffer(body) ? body.toString() : body,
      );
      return { status, errors: ajv.errors };
    };
    expect(await ask('open')).toEqual({ status: 200, errors: null });
    expect(await ask('closed')).toEqual({ status: 404, errors: null });
    expect(await ask('1.4.svg')).toEqual({ status: 404, errors: null });

    for (let no = 0; no < 60; no += 1) await ask(`none-${no}`);
    expect(await ask('too-many')).toEqual({ status: 429, errors: null });
    expect(
      (await backend.badge('no.metric/component/default/x.svg')).headers,
    ).toMatchObject({ 'retry-after': expect.stringMatching(/^[0-9]{1,2}$/) });
  });

  it('are offered to who is signed in, or why they are not', async () => {
    const read = (metricId: string, name: string) =>
      backend.status(metricId, name);
    expect([
      await read('dora.change-lead-time', 'open'),
      await read('dora.change-lead-time', 'closed'),
      await read('collaboration.review-load', 'open'),
    ]).toEqual(['allowed', 'notAllowed', 'personDerived']);
  });
});

it.each([[undefined], [false]])(
  'are off unless the configuration turns them on: %s',
  async isEnabled => {
    const backend = await startBackend(await databases.create(), isEnabled);
    await backend
      .badge('dora.change-lead-time/component/default/open.svg')
      .expect(404);
    expect(await backend.status('dora.change-lead-time', 'open')).toBe('off');
    await backend.stop();
  },
);
