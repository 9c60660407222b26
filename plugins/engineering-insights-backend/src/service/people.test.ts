import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  deliveryPolicySchema,
  engineeringInsightsPeopleManagePermission,
} from '@sei-platform/plugin-engineering-insights-common';
import express from 'express';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  createCallerLimits,
  DEFAULT_REQUESTS_PER_MINUTE,
} from '../api/callers/CallerLimits';
import { createApiRouter } from '../api/createApiRouter';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { testDatabase } from '../database/testDatabase';
import { receiveEvents } from '../ingestion/receiveEvents';
import { DEFAULT_INGESTION_SETTINGS } from '../ingestion/IngestionSettings';
import { ChangeFeed } from '../live/ChangeFeed';
import { builtInMetrics, createMetricRegistry } from '../metrics';
import { ownFilter } from '../permissions/__testUtils__/ownFilter';
import { pseudonymize } from '../privacy/pseudonymize';
import type { PrivacyMode } from '../privacy/PrivacyRules';
import { createAuthorise } from './authorise';
import { createTurns } from './createTurns';
import { DefaultEngineeringInsightsService } from './DefaultEngineeringInsightsService';

jest.setTimeout(120_000);

const databases = testDatabase();
const NOW = '2026-03-31T12:00:00.000Z';
const SALT = 'a salt';
const ADA = {
  ref: 'user:default/ada-l',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
};

function startApi(options: { knex: Knex; self: string; mayManage: boolean }) {
  const { knex, self, mayManage } = options;
  const logger = mockServices.logger.mock();
  const told: unknown[] = [];
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'ada-l', namespace: 'default', title: ADA.name },
        spec: { profile: { email: ADA.email, displayName: ADA.name } },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'payments', namespace: 'default' },
      },
    ],
  });
  const service = DefaultEngineeringInsightsService.create({
    knex,
    catalog,
    policies: { default: deliveryPolicySchema.parse({}), byAnnotation: {} },
    areBadgesEnabled: false,
    turns: createTurns(1),
    changes: ChangeFeed.create({ knex, logger }),
    logger,
    metrics: createMetricRegistry(builtInMetrics),
    connectors: [],
    settings: DEFAULT_INGESTION_SETTINGS,
    identitySalt: SALT,
    minimumContributors: 5,
    authorise: createAuthorise({
      catalog,
      permissions: mockServices.permissions.mock({
        authorize: async asked =>
          asked.map(({ permission }) => ({
            result:
              !mayManage &&
              permission.name === engineeringInsightsPeopleManagePermission.name
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
      }),
      knex,
      toFilter: ownFilter,
      metricIds: [],
      claimsOf: async () => [self],
      now: Date.now,
    }),
    auditor: mockServices.auditor.mock({
      createEvent: async ({ eventId, meta }) => ({
        success: async () => {
          told.push([eventId, meta, 'succeeded']);
        },
        fail: async () => {
          told.push([eventId, meta, 'failed']);
        },
      }),
    }),
    userRefOf: async () => {
      if (self === '') throw new NotAllowedError('nobody is signed in');
      return self;
    },
    onDirty: () => {},
    onStreamDue: () => {},
    now: () => NOW,
  });
  const app = express().use(
    createApiRouter({
      service,
      httpAuth: mockServices.httpAuth(),
      logger,
      receiveWebhook: async () => ({ result: 'closed', isRead: false }),
      isIntrospectionAllowed: false,
      limits: {
        callers: createCallerLimits(DEFAULT_REQUESTS_PER_MINUTE),
        questionTimeoutMs: 30_000,
      },
      shutdown: new AbortController().signal,
    }),
  );
  return { app, told };
}

const PATH = '/v1/people/user/default/ada-l';

async function seed(knex: Knex, mode: PrivacyMode) {
  const author = (email: string) => ({ source: 'intake', email });
  const pullRequest = (number: number, email: string) => ({
    kind: 'pullRequest',
    externalId: String(number),
    number,
    title: `Number ${number}`,
    state: 'merged',
    isDraft: false,
    headSha: 'a'.repeat(40),
    headBranch: 'refunds',
    baseBranch: 'main',
    author: author(email),
    createdAt: '2026-03-01T00:00:00Z',
    mergedAt: '2026-03-02T00:00:00Z',
  });
  const send = () =>
    receiveEvents({
      knex,
      intake: {
        form: 'events',
        scope: 'acme/payments',
        items: [
          { ...pullRequest(1, ADA.email), title: `Ask ${ADA.email}` },
          pullRequest(2, ADA.email),
          { ...pullRequest(3, 'bo@example.com'), mergedBy: author(ADA.email) },
        ],
      },
      receivedAt: NOW,
      identitySalt: SALT,
      privacy: { mode, redact: title => title },
    });
  expect(await send()).toMatchObject({ written: 3, invalid: [] });
  const [{ id }] = await knex('entities')
    .insert({
      ref: 'component:default/payments',
      kind: 'component',
      title: 'payments',
      annotations_hash: '',
    })
    .returning('id');
  const { id: scopeId } = await knex('scopes').first('id');
  await knex('marks').insert({
    entity_id: id,
    scope_id: scopeId,
    target: 'deployment',
    fact_kind: 'deployment',
    external_id: 'd-1',
    note: `${ADA.name} saw it`,
    created_by: ADA.ref,
  });
  await knex('webhook_deliveries').insert({
    source: 'github',
    origin: '',
    delivery_key: 'd',
    headers: '{}',
    body: JSON.stringify({
      pusher: { email: pseudonymize(ADA.email, SALT) },
      texts: [`by ${ADA.name}`],
    }),
  });
  return send;
}

/** Every row of every table as text. */
async function dumpTexts(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class
     where relkind = 'r' and relnamespace = cast('public' as regnamespace)
       and relname !~ '^knex_' order by relname`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await knex.raw<{ rows: { text: string }[] }>(
      'select cast(t as text) as text from :name: as t',
      { name },
    );
    texts.push(...found.rows.map(({ text }) => `${name} ${text}`));
  }
  return texts.join('\n');
}

const TRACES = [
  ADA.email,
  ADA.name,
  ADA.ref,
  pseudonymize(ADA.email, SALT),
  pseudonymize(ADA.name, SALT),
  identityKey({ source: 'intake', email: ADA.email }, SALT)!,
];
const tracesIn = (text: string) => TRACES.filter(each => text.includes(each));

describe.each(['none', 'pseudonymous', 'full'] as const)(
  'what is stored of a person with the mode %s',
  mode => {
    it('is exported and erased whole, while every fact stays somebody’s', async () => {
      const knex = await databases.create();
      const send = await seed(knex, mode);
      const { app, told } = startApi({ knex, self: '', mayManage: true });
      expect(tracesIn(await dumpTexts(knex))).toContain(TRACES[5]);

      const exported = await request(app).get(`${PATH}/export`).expect(200);
      expect(exported.body).toMatchObject({
        entityRef: ADA.ref,
        facts: [
          { table: 'pull_requests', role: 'author', scope: 'acme/payments' },
          { table: 'pull_requests', role: 'author' },
          { table: 'pull_requests', role: 'mergedBy' },
        ],
        corrections: [{ created_by: ADA.ref, external_id: 'd-1' }],
        isCut: false,
      });
      expect(exported.body.messages).toHaveLength(4);

      const people = () =>
        knex('pull_requests')
          .orderBy('number')
          .select('author_key', 'merged_by_key');
      const before = await people();
      const erased = await request(app).post(`${PATH}/erase`).expect(200);
      expect(erased.body).toEqual({
        entityRef: ADA.ref,
        factCount: 3,
        messageCount: 4,
        correctionCount: 1,
      });
      expect(tracesIn(await dumpTexts(knex))).toEqual([]);
      const after = await people();
      expect(after[0].author_key).not.toBe(before[0].author_key);
      expect(after[0].author_key).toBe(after[1].author_key);
      expect(after[0].author_key).toBe(after[2].merged_by_key);
      expect(after[2].author_key).toBe(before[2].author_key);

      // The same again, and something new.
      await send();
      expect(tracesIn(await dumpTexts(knex))).toEqual([]);
      expect(await knex('people').where({ key: TRACES[5] })).toEqual([]);
      expect(told).toEqual([
        ['person-export', { person: ADA.ref }, 'succeeded'],
        ['person-erasure', { person: ADA.ref }, 'succeeded'],
      ]);
    });
  },
);

describe('who may', () => {
  it('export what is stored of himself is everybody, and nobody else’s without the permission', async () => {
    const knex = await databases.create();
    await seed(knex, 'pseudonymous');
    const own = startApi({ knex, self: ADA.ref, mayManage: false });
    await request(own.app).get(`${PATH}/export`).expect(200);
    await request(own.app).post(`${PATH}/erase`).expect(403);

    const other = startApi({
      knex,
      self: 'user:default/bo',
      mayManage: false,
    });
    const refused = await request(other.app).get(`${PATH}/export`).expect(403);
    expect(refused.body.detail).toContain('engineering-insights.people.manage');
    expect(other.told).toEqual([
      ['person-export', { person: ADA.ref }, 'failed'],
    ]);

    const manager = startApi({ knex, self: '', mayManage: true });
    await request(manager.app)
      .get('/v1/people/component/default/payments/export')
      .expect(400);
    await request(manager.app)
      .post('/v1/people/user/default/nobody/erase')
      .expect(404);
    expect(tracesIn(await dumpTexts(knex))).toContain(TRACES[5]);
  });
});
