import { mockCredentials } from '@backstage/backend-test-utils';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
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
import { apiDocument } from './apiDocument';
import { arbitraryOf, type JsonSchema } from './__testUtils__/arbitraryOf';

jest.setTimeout(180_000);

/** Requests of each operation. Their seed is printed where one fails; EI_SEED repeats it. */
const RUNS = Number(process.env.EI_RUNS ?? 20);
const SEED = Number(process.env.EI_SEED ?? Date.now());
const BASE = '/api/engineering-insights';
const PAYMENTS = 'component:default/payments';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { schema: JsonSchema }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      { content?: Readonly<Record<string, { schema: JsonSchema }>> }
    >
  >;
}

/** What was asked; a parameter that is absent is not sent. */
interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly mediaType: string;
  readonly body: unknown;
}

const databases = testDatabase();
let knex: Knex;
let portal: Portal;
const document: any = apiDocument();

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
    config: {
      engineeringInsights: {
        badges: { enabled: true },
        limits: {
          // Whoever held one connection and wanted another would wait in vain.
          questionsAtOnce: 1,
          requestsPerMinute: {
            reads: 100_000,
            heavyReads: 100_000,
            writes: 100_000,
            intake: 100_000,
          },
        },
      },
    },
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: [...DELIVERY, ...PULL_REQUESTS, ...ISSUES, ...INCIDENTS],
  });
  await portal.waitFor(async () => {
    const { body } = await portal.get(
      '/v1/analytics/dora/component/default/payments',
    );
    return body.summary.changeCount === 11 ? true : undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
});

/** Values that something is found by; without them nearly every question would lead to nothing. */
const THERE: Readonly<Record<string, readonly string[]>> = {
  metricId: ['dora.change-lead-time', 'flow.cycle-time', 'flow.review-load'],
  id: ['1', '2', 'issue-1'],
  entityRef: [PAYMENTS],
  scope: ['acme/payments'],
  organization: ['group:default/company'],
  source: ['intake'],
  metric: ['dora.change-fail-rate'],
  with: ['default'],
  cursor: ['0', '2'],
};
const ENTITIES = EXAMPLE_CATALOG.map(({ kind, metadata }) => ({
  kind: kind.toLocaleLowerCase('en-US'),
  namespace: 'default',
  name: metadata.name,
}));
const WINDOWS = [
  {},
  {},
  { from: '2026-08-01', to: '2026-09-01T12:30:00Z' },
  { from: '2024-01-01', to: '2026-12-31' },
  { from: '2026-11-01T00:00:00+02:00', to: '2026-11-01T01:00:00+02:00' },
];

/** What breaks parsers, URLs and databases. */
const ODD = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\uD800',
    '%00',
    '..',
    "'; drop table entities; --",
    '9'.repeat(12),
    '9'.repeat(18),
    '9'.repeat(40),
    '-1',
    '1e400',
    'NaN',
    '0000-00-00',
    '2026-02-30',
    '0001-01-01',
    '275760-09-13T00:00:00Z',
    '2026-01-01T00:00:00+99:99',
    'x'.repeat(3_000),
  ),
);

type Texts = Readonly<Record<string, string | undefined>>;

function fittingOf({ name, schema }: Parameter): fc.Arbitrary<string> {
  const there = THERE[name];
  const fitting = arbitraryOf(schema, document).map(String);
  return there
    ? fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...there) },
        { weight: 1, arbitrary: fitting },
      )
    : fitting;
}

function recordOf(
  parameters: readonly Parameter[],
  textOf: (parameter: Parameter) => fc.Arbitrary<string>,
): fc.Arbitrary<Texts> {
  return fc.record(
    Object.fromEntries(
      parameters.map(parameter => {
        const text = textOf(parameter);
        return [
          parameter.name,
          parameter.required ? text : fc.option(text, { nil: undefined }),
        ];
      }),
    ),
  );
}

/** All that fits, of an entity and in a window that there may be; or with a value that is odd. */
function textsOf(parameters: readonly Parameter[]): fc.Arbitrary<Texts> {
  const has = (name: string) => parameters.some(each => each.name === name);
  const fitting = fc
    .tuple(
      recordOf(parameters, fittingOf),
      fc.constantFrom(...ENTITIES),
      fc.constantFrom(...WINDOWS),
    )
    .map(([texts, entity, window]): Texts => {
      const { from: _, to: __, ...rest } = texts;
      return {
        ...(has('from') ? { ...rest, ...window } : texts),
        ...(has('namespace') && entity),
      };
    });
  const odd = fc
    .tuple(fitting, fc.constantFrom(...parameters, undefined), ODD)
    .map(([texts, parameter, text]) =>
      parameter ? { ...texts, [parameter.name]: text } : texts,
    );
  return fc.oneof(
    { weight: 5, arbitrary: fitting },
    { weight: 3, arbitrary: odd },
    { weight: 1, arbitrary: recordOf(parameters, () => ODD) },
  );
}

function encode(text: string): string {
  // A lone surrogate cannot be sent in a URL.
  const encoded = encodeURIComponent(text.toWellFormed());
  // Node and browsers take these for steps in the path.
  return encoded.replace(/^\.{1,2}$/, dots => '%2E'.repeat(dots.length));
}

function askedOf({ path, parameters, requestBody }: Operation) {
  const bodies = Object.entries(requestBody?.content ?? {}).map(
    ([mediaType, { schema }]) =>
      fc.record({
        mediaType: fc.constant(mediaType),
        body: fc.oneof(
          { weight: 4, arbitrary: arbitraryOf(schema, document) },
          { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
        ),
      }),
  );
  const nothing = { mediaType: 'application/json', body: undefined };
  return fc
    .record({
      texts: textsOf(parameters),
      sent: bodies.length > 0 ? fc.oneof(...bodies) : fc.constant(nothing),
    })
    .map(({ texts, sent }): Asked => {
      const query = parameters.flatMap(({ name, in: place }) => {
        const text = place === 'query' ? texts[name] : undefined;
        return text === undefined ? [] : [[name, text.toWellFormed()]];
      });
      return {
        path: path.replace(
          /\{(\w+)\}/g,
          (
            _,
            name, // Without a segment it would be another path.
          ) => encode(texts[name] || ' '),
        ),
        query: Object.fromEntries(query),
        ...sent,
      };
    });
}

async function send(operation: Operation, asked: Asked) {
  const sent = request(portal.server)
    [operation.method](`${BASE}${asked.path}`)
    .set('authorization', mockCredentials.user.header())
    .query(asked.query);
  return asked.body === undefined
    ? sent
    : sent
        .set('content-type', asked.mediaType)
        .send(JSON.stringify(asked.body));
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const validators = new Map<string, ReturnType<typeof ajv.compile>>();

function errorsOf(schema: JsonSchema, body: unknown) {
  const key = JSON.stringify(schema);
  const validate =
    validators.get(key) ??
    ajv.compile({ ...schema, components: document.components });
  validators.set(key, validate);
  return validate(body) ? [] : validate.errors;
}

/** Fails where the answer is not one that the document names for the operation. */
function checkAnswer(
  { responses }: Operation,
  { status, body, type }: request.Response,
) {
  expect({ status, detail: body.detail }).toEqual({
    status: expect.any(Number),
    detail: status < 500 ? body.detail : 'no error of ours',
  });
  const response = responses[status];
  expect({ status, documented: Object.keys(responses) }).toEqual({
    status,
    documented: expect.arrayContaining([String(status)]),
  });
  const content = Object.entries(response.content ?? {});
  if (content.length === 0) return;
  const found = content.find(([mediaType]) => mediaType === type);
  expect({ type, documented: content.map(([name]) => name) }).toEqual({
    type: found?.[0],
    documented: expect.anything(),
  });
  if (type.endsWith('json')) {
    expect({ body, errors: errorsOf(found![1].schema, body) }).toEqual({
      body,
      errors: [],
    });
  }
}

const OPERATIONS = Object.entries(
  document.paths as Record<string, Record<string, any>>,
)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, rest]): [string, Operation] => [
      rest.operationId,
      { ...rest, method: method as Operation['method'], path },
    ]),
  )
  // A stream of events does not end, and has tests of its own.
  .filter(([id]) => id !== 'followEvents');
const statusesSeen = new Map<string, Set<number>>();

it.each(OPERATIONS)(
  `%s answers whatever is asked as its document says, and never with an error of its own (EI_SEED=${SEED})`,
  async (operationId, operation) => {
    const seen = new Set<number>();
    statusesSeen.set(operationId, seen);
    await fc.assert(
      fc.asyncProperty(askedOf(operation), async asked => {
        const answer = await send(operation, asked);
        seen.add(answer.status);
        checkAnswer(operation, answer);
      }),
      {
        seed: SEED,
        numRuns: RUNS,
        // Shrinking asks the portal a hundred times, which is for whoever looks into it.
        endOnFailure: process.env.EI_SHRINK === undefined,
      },
    );
    expect(seen.size).toBeGreaterThan(0);
  },
);

it('was answered by most operations, and refused by most', () => {
  const withStatus = (isMeant: (status: number) => boolean) =>
    [...statusesSeen.values()].filter(seen => [...seen].some(isMeant)).length;
  // Else it would say little.
  expect(withStatus(status => status < 300)).toBeGreaterThan(
    OPERATIONS.length / 2,
  );
  expect(withStatus(status => status >= 400)).toBeGreaterThan(
    OPERATIONS.length / 2,
  );
});
