import { gzipSync } from 'node:zlib';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { fingerprint } from './__testUtils__/fingerprint';
import { OPERATIONS } from './__testUtils__/listOperations';
import type { RawRequest } from './__testUtils__/sendRaw';
import {
  startHostilePortal,
  type HostilePortal,
} from './__testUtils__/startHostilePortal';

const databases = testDatabase();
// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);
let knex: Knex;
let portal: HostilePortal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startHostilePortal(knex);
});
afterAll(async () => {
  await portal?.stop();
});

const LEVELS = 100_000;
const MEGABYTE = 1024 * 1024;
const SLOWEST_MS = 30_000;
/** What one request may take of memory, far below what it would be unpacked. */
const MOST_MEGABYTES = 400;

const UNPACKED_MEGABYTES = 150;
const packed = gzipSync(Buffer.alloc(UNPACKED_MEGABYTES * MEGABYTE, ' '));
const lists = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`;
const objects = `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`;
const million = `[${'0,'.repeat(1_000_000)}0]`;

/** A member of a body, or all of it. */
const BODIES: readonly (readonly [string, string])[] = [
  ['lists in lists', lists],
  ['objects in objects', objects],
  ['a list of a million', million],
  ['a word of nine megabytes', JSON.stringify('x'.repeat(9 * MEGABYTE))],
];

/** Every address that reads a body, with each of its media types, and the webhooks' and GraphQL's beside them. */
const DOORS: readonly (RawRequest & { readonly name: string })[] = [
  ...OPERATIONS.flatMap(({ id, method, bodies, pathWith }) =>
    bodies.map(({ mediaType }) => ({
      name: `${id} ${mediaType}`,
      method,
      path: pathWith({}),
      headers: { 'content-type': mediaType },
    })),
  ),
  {
    name: 'GraphQL',
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
  },
];

async function measure<T>(act: () => Promise<T>) {
  const memory = process.memoryUsage().rss;
  const startedAt = performance.now();
  const answer = await act();
  return {
    answer,
    milliseconds: performance.now() - startedAt,
    megabytes: (process.memoryUsage().rss - memory) / MEGABYTE,
  };
}

function expectRefused(
  what: string,
  {
    answer,
    milliseconds,
    megabytes,
  }: Awaited<ReturnType<typeof measure<{ status: number; text: string }>>>,
) {
  expect({ what, status: answer.status, text: answer.text }).toEqual({
    what,
    status: expect.any(Number),
    text: expect.stringMatching(/[a-z]/),
  });
  expect({
    what,
    isRefused: answer.status >= 400 && answer.status < 500,
  }).toEqual({ what, isRefused: true });
  expect(milliseconds).toBeLessThan(SLOWEST_MS);
  expect(megabytes).toBeLessThan(MOST_MEGABYTES);
}

const EVENT = 'application/cdevents+json';
/** What fits into a body may be sent as an event: it is kept, and told as one that is none. */
const isKept = ({ headers }: RawRequest, body: string) =>
  headers?.['content-type'] === EVENT && body === million;

it('a list of a million is no event', async () => {
  const { answer, milliseconds } = await measure(() =>
    portal.raw({
      method: 'POST',
      path: '/v1/events?scope=acme%2Fmillion',
      headers: { 'content-type': EVENT },
      body: million,
    }),
  );
  expect(JSON.parse(answer.text)).toMatchObject({ written: 0, invalid: [{}] });
  expect(milliseconds).toBeLessThan(SLOWEST_MS);
});

const ask = (request: RawRequest) => measure(() => portal.raw(request));
const sendWebhook = (body: string) => measure(() => portal.sendWebhook(body));

it.each(DOORS)(
  'what nobody means is refused at $name',
  async ({ name, ...door }) => {
    const before = await fingerprint(knex);
    for (const [what, text] of BODIES) {
      const members = [
        'facts',
        'runs',
        'variables',
        'annotations',
        'note',
        'data',
      ];
      const whole = [
        text,
        `{${members.map(member => `"${member}":${text}`).join(',')}}`,
        // What fits, and has what does not beside it.
        `{"entityRef":"component:default/payments","scope":"a/b","isFailed":true,"query":"{ __typename }","version":"2.1.0","runs":[${text}],"facts":[${text}],"variables":${text},"policy":{"deployments":${text}},"specversion":"1.0","id":"1","source":"s","type":"t","data":${text},"note":${text},"deploymentId":${text}}`,
      ];
      for (const body of whole) {
        if (isKept(door, body)) continue;
        expectRefused(`${name}: ${what}`, await ask({ ...door, body }));
      }
    }
    expect(await fingerprint(knex)).toEqual(before);
  },
);

it.each(DOORS)(
  'what is small until it is unpacked is refused at $name',
  async door => {
    const { name, ...rest } = door;
    const { headers } = rest;
    const measured = await measure(() =>
      portal.raw({
        ...rest,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: packed,
      }),
    );
    expectRefused(name, measured);
    expect(measured.answer.status).toBe(413);
    const nested = await portal.raw({
      ...rest,
      headers: { ...headers, 'content-encoding': 'gzip, gzip' },
      body: gzipSync(packed),
    });
    expect(nested.status).toBe(415);
  },
);

it('a deep event that stands in another as text is no event', async () => {
  for (const data of [objects, lists]) {
    const { status, text } = await portal.raw({
      method: 'POST',
      path: '/v1/events?scope=acme%2Fdeep',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        specversion: '1.0',
        id: '1',
        source: 's',
        type: 't',
        data,
      }),
    });
    expect({ status, text }).toEqual({ status: 200, text: expect.any(String) });
    expect(JSON.parse(text)).toMatchObject({ written: 0, invalid: [{}] });
  }
});

describe('a webhook', () => {
  // One with a million words is well-formed and small enough: what it means is found out behind the door.
  const refused = BODIES.filter(([, text]) => text !== million);

  it.each(refused)('is refused with %s, signed or not', async (what, text) => {
    const before = await fingerprint(knex);
    for (const body of [text, `{"items":${text},"changed":${text}}`]) {
      expectRefused(`signed ${what}`, await sendWebhook(body));
      expectRefused(
        `unsigned ${what}`,
        await ask({ method: 'POST', path: '/v1/webhooks/fake', body }),
      );
    }
    expect(await fingerprint(knex)).toEqual(before);
  });

  it('is refused where it is small until it is unpacked', async () => {
    const measured = await measure(() =>
      portal.raw({
        method: 'POST',
        path: '/v1/webhooks/fake',
        headers: { 'content-encoding': 'gzip' },
        body: packed,
      }),
    );
    expectRefused('webhook', measured);
    expect(measured.answer.status).toBe(413);
  });
});
