import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import request from 'supertest';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
} from './__testUtils__/exampleCatalog';
import { type Portal, startPortal } from './__testUtils__/startPortal';
import { LIMITS } from './limits/limits';

jest.setTimeout(120_000);

const databases = testDatabase();
const PATH = '/api/engineering-insights/graphql';
const PAYMENTS = 'component:default/payments';

let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: DELIVERY,
  });
  await portal.waitFor(async () => {
    const { metric } = await portal.read(
      `{ metric(id: "dora.change-lead-time", entityRef: "${PAYMENTS}") { value { value } } }`,
    );
    return metric.value.value ?? undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
});

const errorsOf = ({ body }: request.Response) =>
  body.errors.map(({ message, extensions, path }: any) => ({
    message,
    code: extensions.code,
    ...(path && { path }),
  }));

describe('what is asked', () => {
  it('of an entity is answered with its metrics', async () => {
    const { entity } = await portal.read(
      `query ($ref: ID!) {
         entity(ref: $ref) {
           id ref kind title type lifecycle tags
           metric(id: "dora.deployment-frequency") { value { status sampleSize } }
           metrics(ids: ["dora.change-lead-time", "dora.change-fail-rate"]) {
             id definition { unit } value { value sampleSize }
           }
         }
       }`,
      { variables: { ref: 'Component:default/Payments' } },
    );
    expect(entity).toMatchObject({
      id: PAYMENTS,
      kind: 'component',
      title: 'Payments',
      type: 'service',
      lifecycle: 'production',
      tags: [],
      metric: { value: { sampleSize: 12 } },
      metrics: [
        {
          id: 'dora.change-lead-time',
          definition: { unit: 'seconds' },
          value: { value: 6 * 3600, sampleSize: 11 },
        },
        { id: 'dora.change-fail-rate', value: { value: 0 } },
      ],
    });
  });

  it('and is not known is a status with its reason, and never 0', async () => {
    const { doraMetrics } = await portal.read(
      `{ doraMetrics(teamId: "group:default/web") {
           timeToRestoreService { value { status value sampleSize reason { code } } }
           deploymentFrequency { value { status value reason { code } } }
         } }`,
    );
    expect(doraMetrics.deploymentFrequency.value).toEqual({
      status: 'notConfigured',
      value: null,
      reason: { code: 'noScope' },
    });
    expect(doraMetrics.timeToRestoreService.value).toMatchObject({
      value: null,
      sampleSize: null,
    });
  });

  it('for a period and a bucket is answered for these', async () => {
    const { metric } = await portal.read(
      `{ metric(
           id: "dora.deployment-frequency", entityRef: "${PAYMENTS}", bucket: day,
           period: { from: "2026-01-01", to: "2026-01-04T00:00:00Z" }
         ) { period { from to days } bucket series { from to } } }`,
    );
    expect(metric).toMatchObject({
      bucket: 'day',
      period: {
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-04T00:00:00.000Z',
        days: 3,
      },
    });
    expect(metric.series).toHaveLength(3);
  });
});

describe('what the caller may not see', () => {
  it.each([
    [`{ entity(ref: "component:default/vault") { title } }`, 'entity'],
    [`{ entity(ref: "component:default/nothing") { title } }`, 'entity'],
    [
      `{ metric(id: "dora.change-lead-time", entityRef: "component:default/vault") { value { value } } }`,
      'metric',
    ],
    [
      `{ doraMetrics(teamId: "group:default/nothing") { period { days } } }`,
      'doraMetrics',
    ],
  ])('is not there: %s', async (query, field) => {
    const answer = await portal.query(query);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toBeNull();
    expect(errorsOf(answer)).toEqual([
      {
        code: 'NOT_FOUND',
        message: expect.stringMatching(/that you may see\.$/),
        path: [field],
      },
    ]);
  });
});

describe('what is wrong', () => {
  it.each([
    [
      '{ entity(ref: "payments") { title } }',
      'BAD_REQUEST',
      'ref: must be an entity ref',
    ],
    [
      `{ metric(id: "dora.nothing", entityRef: "${PAYMENTS}") { id } }`,
      'NOT_FOUND',
      'There is no metric "dora.nothing"',
    ],
    [
      '{ doraMetrics(teamId: "component:default/payments") { period { days } } }',
      'BAD_REQUEST',
      'teamId: must be',
    ],
    [
      `{ metric(id: "dora.change-lead-time", entityRef: "${PAYMENTS}", period: { from: "2026-01-02", to: "2026-01-01" }) { id } }`,
      'BAD_REQUEST',
      'period.to: must be later than from',
    ],
    [
      `{ metric(id: "dora.change-lead-time", entityRef: "${PAYMENTS}", period: { from: "2016-01-02", to: "2026-01-01" }) { id } }`,
      'BAD_REQUEST',
      'period.from: the window may have 1100 days',
    ],
    [
      `{ metric(id: "dora.change-fail-rate", entityRef: "${PAYMENTS}", statistic: mean) { id } }`,
      'BAD_REQUEST',
      'statistic: dora.change-fail-rate is not one number of many values',
    ],
  ])(
    'in an argument is said in a sentence: %s',
    async (query, code, message) => {
      const answer = await portal.query(query);
      expect(errorsOf(answer)).toEqual([
        expect.objectContaining({
          code,
          message: expect.stringContaining(message),
        }),
      ]);
    },
  );

  it.each([
    ['{ entity', 'Syntax Error'],
    ['{ nothing }', 'Cannot query field "nothing"'],
    [
      `{ metric(id: "x", entityRef: "y", period: { from: "yesterday", to: "2026-01-01" }) { id } }`,
      'It must be an ISO 8601 date',
    ],
    [
      'query A { __typename } query B { __typename }',
      'A document holds one operation',
    ],
    ['mutation { x }', 'There are queries and a subscription'],
    ['subscription { x }', 'Cannot query field "x"'],
    ['fragment F on Query { __typename }', 'holds 0'],
    ['query ($ref: ID!) { entity(ref: $ref) { id } }', '"$ref"'],
  ])('in a document is refused with a sentence: %s', async (query, message) => {
    const answer = await portal.query(query);
    expect(answer.status).toBe(400);
    expect(answer.body.data).toBeUndefined();
    expect(errorsOf(answer)[0]).toEqual({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    '\u0000',
    "' or 1=1 --",
    '"; drop table entities; --',
    '${7*7}',
    '../..',
    '%00',
    '𝕬'.repeat(300),
    '__proto__',
    'constructor',
  ])('in what an argument holds harms nothing: %j', async text => {
    const answer = await portal.query(
      `query ($text: ID!) {
           a: entity(ref: $text) { id }
           b: metric(id: $text, entityRef: "${PAYMENTS}") { id }
           c: metric(id: "dora.change-lead-time", entityRef: $text) { id }
           d: doraMetrics(teamId: $text) { period { days } }
         }`,
      { variables: { text } },
    );
    const codes = new Set(errorsOf(answer).map(({ code }: any) => code));
    codes.delete('NOT_FOUND');
    codes.delete('BAD_REQUEST');
    expect([...codes]).toEqual([]);
    const inside = await portal.query(
      'query ($ref: ID!) { entity(ref: $ref) { id } }',
      { variables: { ref: `component:default/${text}` } },
    );
    expect(['NOT_FOUND', 'BAD_REQUEST']).toContain(errorsOf(inside)[0].code);
  });
});

describe('what asks for too much', () => {
  const field = (name: string) =>
    `${name}: metric(id: "dora.change-lead-time", entityRef: "${PAYMENTS}") { id }`;

  it.each([
    [
      'TOO_MANY_ALIASES',
      'in names',
      `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, index) =>
        field(`a${index}`),
      ).join(' ')} }`,
    ],
    [
      'TOO_MANY_ALIASES',
      'in fragments that spread fragments',
      `{ ...F0 } ${Array.from(
        { length: 10 },
        (_, index) =>
          `fragment F${index} on Query { ...F${index + 1} ... on Query { ...F${
            index + 1
          } } }`,
      ).join(' ')} fragment F10 on Query { ${field('a')} }`,
    ],
    [
      'TOO_DEEP',
      'in fields',
      `{ metric(id: "x", entityRef: "y") ${'{ entity { metric(id: "x") '.repeat(
        6,
      )} { id } ${'} }'.repeat(6)} }`,
    ],
    [
      'TOO_COSTLY',
      'in lists',
      `{ entity(ref: "x") { metrics(ids: [${'"x" '.repeat(
        700,
      )}]) { series { value { excluded { count } } } } } }`,
    ],
    ['TOO_LARGE', 'in words', `{ ${'__typename '.repeat(LIMITS.tokens)} }`],
    [
      'TOO_LARGE',
      'in bytes',
      `{ __typename } # ${'x'.repeat(LIMITS.bodyBytes)}`,
    ],
    [
      'TOO_COSTLY',
      'to check',
      `{ entity(ref: "x") { ${'ref '.repeat(900)} } }`,
    ],
    [
      'BAD_REQUEST',
      'in a circle',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    ],
  ])('is refused as %s: %s', async (code, _, query) => {
    const sql = await recordSql(async () => {
      const answer = await portal.query(query);
      expect([400, 413]).toContain(answer.status);
      expect(errorsOf(answer)[0]).toEqual({
        code,
        message: expect.stringMatching(/\.$/),
      });
    });
    expect(sql.filter(text => text.includes('"specType"'))).toEqual([]);
  });

  it('is refused within a second, however it is written', async () => {
    const many = (text: string) =>
      text.repeat(
        Math.floor(
          (LIMITS.tokens - 20) / text.split(/\W+/).filter(Boolean).length,
        ),
      );
    const documents = [
      `{ entity(ref: "x") { ${many('ref ')} } }`,
      `{ ${'entity(ref: "x") { dora { period { days } } } '.repeat(60)} }`,
      `{ ${'[{('.repeat(300)}`,
      `query (${Array.from(
        { length: 190 },
        (_, index) => `$v${index}: ID`,
      ).join(' ')}) { __typename }`,
    ];
    for (const document of documents) {
      const start = performance.now();
      await portal.query(document);
      expect(performance.now() - start).toBeLessThan(1_000);
    }
  });
});

/** What was asked of the database meanwhile, also by what runs in the background. */
async function recordSql(act: () => Promise<unknown>): Promise<string[]> {
  const recorded: string[] = [];
  const onQuery = ({ sql }: { sql: string }) => recorded.push(sql);
  knex.on('query', onQuery);
  try {
    await act();
  } finally {
    knex.off('query', onQuery);
  }
  return recorded;
}

describe('the address', () => {
  const authorization = mockCredentials.user.header();
  const post = () =>
    request(portal.server).post(PATH).set('authorization', authorization);

  it.each([
    [
      'without credentials',
      401,
      'UNAUTHENTICATED',
      () =>
        request(portal.server)
          .post(PATH)
          .set('authorization', mockCredentials.none.header())
          .send({ query: '{ __typename }' }),
    ],
    [
      'by GET',
      405,
      'METHOD_NOT_ALLOWED',
      () =>
        request(portal.server)
          .get(`${PATH}?query={__typename}`)
          .set('authorization', authorization),
    ],
    [
      'as a form',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      () => post().type('form').send({ query: '{ __typename }' }),
    ],
    [
      'as text',
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      () => post().type('text').send('{"query": "{ __typename }"}'),
    ],
    [
      'as no JSON',
      400,
      'BAD_REQUEST',
      () => post().type('json').send('{"query": '),
    ],
    [
      'with several operations',
      400,
      'BAD_REQUEST',
      () => post().send([{ query: '{ __typename }' }]),
    ],
    [
      'without a query',
      400,
      'BAD_REQUEST',
      () => post().send({ variables: {} }),
    ],
  ] as const)('refuses what is sent %s', async (_, status, code, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(errorsOf(answer)).toEqual([
      { code, message: expect.stringMatching(/\.$|^Missing credentials$/) },
    ]);
  });

  it('answers a service of the portal too', async () => {
    const { body } = await portal.query('{ __typename }', {
      authorization: mockCredentials.service.header(),
    });
    expect(body).toEqual({ data: { __typename: 'Query' } });
  });

  it('tells its schema, but not deeper than a schema goes', async () => {
    const { __schema } = await portal.read(
      '{ __schema { queryType { fields { name args { name type { name ofType { name } } } } } } }',
    );
    expect(__schema.queryType.fields.map(({ name }: any) => name)).toContain(
      'doraMetrics',
    );
    const deep = `{ __schema { types { ${'fields { type { '.repeat(
      5,
    )} name ${'} }'.repeat(5)} } } }`;
    expect(errorsOf(await portal.query(deep))[0].code).toBe('BAD_REQUEST');
  });
});

it('tells of an error that is no caller’s only the id under which the log has it', async () => {
  await knex.raw('alter table entities rename to entities_gone');
  try {
    const answer = await portal.query(`{ entity(ref: "${PAYMENTS}") { id } }`);
    expect(errorsOf(answer)).toEqual([
      {
        code: 'INTERNAL',
        message: expect.stringMatching(
          /^Something went wrong here\. .* request id [-0-9a-f]{36}\.$/,
        ),
        path: ['entity'],
      },
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/entities|select|stack/);
  } finally {
    await knex.raw('alter table entities_gone rename to entities');
  }
});

it('tells nothing of its schema where the configuration says so', async () => {
  const closed = await startPortal({
    knex: await databases.createEmpty(),
    entities: [],
    config: { engineeringInsights: { graphql: { introspection: false } } },
  });
  const answer = await closed.query('{ __schema { types { name } } }');
  expect(errorsOf(answer)[0]).toMatchObject({ code: 'BAD_REQUEST' });
  expect(answer.body.data).toBeUndefined();
  const guess = await closed.query('{ doraMetric { period } }');
  expect(errorsOf(guess)[0].message).not.toContain('doraMetrics');
  await closed.stop();
});
