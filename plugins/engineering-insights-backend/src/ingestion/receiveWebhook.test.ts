import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  Connector,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import {
  createFakeConnector,
  signFakeWebhook,
} from './__testUtils__/createFakeConnector';
import { dumpTables } from './__testUtils__/dumpTables';
import { FakeSource, type FakeItem } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { claimDueStreams, runDueStreams } from './__testUtils__/runDueStreams';
import { createContext, startEngine } from './__testUtils__/startEngine';
import { waitUntil } from './__testUtils__/waitUntil';
import type { IngestionContext } from './IngestionContext';
import { processInbox } from './processInbox';
import { receiveWebhook } from './receiveWebhook';
import { runStream } from './runStream';
import { subscribeToEvents } from './subscribeToEvents';

jest.setTimeout(60_000);

const databases = testDatabase();
const SECRET = 'shared';
const OTHER_ORIGIN = 'https://other.example.com';

function createRequest(
  body: unknown,
  headers: Record<string, string> = {},
  secret = SECRET,
): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return webhookRequest({
    body: Buffer.from(text),
    headers: {
      'content-type': 'application/json',
      'x-fake-signature': signFakeWebhook(text, secret),
      authorization: 'Bearer of the portal',
      ...headers,
    },
  });
}

function createItem(overrides: Partial<FakeItem> = {}): FakeItem {
  return {
    id: '1',
    scope: 'acme/payments',
    stream: 'deployments',
    updatedAt: '2026-03-01T10:00:00.000Z',
    revision: 'abc',
    state: 'success',
    ...overrides,
  };
}

describe('webhooks', () => {
  let knex: Knex;
  let connectors: Connector[];
  let onStored: jest.Mock;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    jest.clearAllMocks();
    knex = await databases.create();
    await prepareInstallation({ knex, scopes: ['acme/payments'] });
    connectors = [
      createFakeConnector({ url: 'http://127.0.0.1:9', secret: SECRET }),
      createFakeConnector({
        url: 'http://127.0.0.1:9',
        secret: 'of the other',
        origin: OTHER_ORIGIN,
      }),
    ];
    onStored = jest.fn();
  });

  const receive = (request: WebhookRequest) =>
    receiveWebhook({
      knex,
      connectors,
      request,
      identitySalt: 'a salt',
      logger,
      onStored,
    });
  const process = () =>
    processInbox({
      context: createContext({ knex, connectors, logger }),
      signal: new AbortController().signal,
    });
  const countOf = async (reason: string) =>
    Number(
      (await knex('webhook_counters').where({ reason }).first())?.count ?? 0,
    );

  it('stores what is signed, without what authenticates or names a person', async () => {
    const item = createItem({ creator: { email: 'someone@example.com' } });
    expect(
      await receive(
        createRequest({ items: [item] }, { 'x-fake-event': 'deployed' }),
      ),
    ).toEqual({ result: 'stored' });
    const [delivery] = await knex('webhook_deliveries');
    expect(delivery).toMatchObject({
      source: 'fake',
      origin: 'https://fake.example.com',
      processed_at: null,
    });
    expect(delivery.headers).toEqual({
      'content-type': 'application/json',
      'x-fake-event': 'deployed',
    });
    expect(JSON.stringify(delivery)).not.toContain('someone@example.com');
    expect(onStored).toHaveBeenCalledTimes(1);
    expect(await process()).toMatchObject({ processedCount: 1 });
    expect(await knex('source_deployments')).toMatchObject([
      { external_id: '1', outcome: 'success' },
    ]);
    expect(await knex('payloads')).toHaveLength(1);
    expect(await knex('dirty_marks')).toHaveLength(1);
    expect((await knex('webhook_deliveries'))[0].processed_at).toBeInstanceOf(
      Date,
    );
  });

  it.each([
    [
      'a wrong secret',
      () => createRequest({ items: [createItem()] }, {}, 'guessed'),
    ],
    [
      'no signature',
      () =>
        createRequest({ items: [createItem()] }, { 'x-fake-signature': '' }),
    ],
    [
      'other bytes of the same JSON',
      () => ({
        ...createRequest({ items: [createItem()] }),
        body: Buffer.from(JSON.stringify({ items: [createItem()] }, null, 1)),
      }),
    ],
  ])('refuses %s and counts it', async (_, request) => {
    expect(await receive(request())).toEqual({ result: 'badSignature' });
    expect(await knex('webhook_deliveries')).toEqual([]);
    expect(await countOf('badSignature')).toBe(1);
  });

  it('finds by the secret which origin sent it', async () => {
    await prepareInstallation({
      knex,
      scopes: ['acme/payments'],
      origin: OTHER_ORIGIN,
    });
    await receive(createRequest({ items: [createItem()] }, {}, 'of the other'));
    expect(await knex('webhook_deliveries').pluck('origin')).toEqual([
      OTHER_ORIGIN,
    ]);
  });

  it('has no open door without a secret', async () => {
    connectors = [createFakeConnector({ url: 'http://127.0.0.1:9' })];
    expect(await receive(createRequest({ items: [createItem()] }))).toEqual({
      result: 'closed',
      isRead: true,
    });
  });

  it('responds to a challenge and stores none', async () => {
    expect(await receive(createRequest('{"challenge":"abc"}'))).toEqual({
      result: 'responded',
      status: 200,
      contentType: 'text/plain',
      body: 'abc',
    });
    expect(await knex('webhook_deliveries')).toEqual([]);
  });

  it('stores a delivery once: by its id, and without one by its body', async () => {
    const byId = createRequest(
      { items: [createItem()] },
      { 'x-fake-delivery': 'd-1' },
    );
    expect(await receive(byId)).toEqual({ result: 'stored' });
    expect(await receive(byId)).toEqual({ result: 'duplicate' });
    const byBody = createRequest({ items: [createItem({ id: '2' })] });
    const answers = await Promise.all([
      receive(byBody),
      receive(byBody),
      receive(byBody),
    ]);
    expect(answers.map(answer => answer.result).sort()).toEqual([
      'duplicate',
      'duplicate',
      'stored',
    ]);
    expect(await knex('webhook_deliveries')).toHaveLength(2);
    expect(await countOf('duplicate')).toBe(3);
  });

  it('counts what names a scope that no entity reads, and what is not read at all, and stores neither', async () => {
    expect(
      await receive(
        createRequest({ items: [createItem({ scope: 'acme/unknown' })] }),
      ),
    ).toEqual({ result: 'unknownScope' });
    expect(await receive(createRequest({ action: 'ping' }))).toEqual({
      result: 'notRead',
    });
    expect(await knex('webhook_deliveries')).toEqual([]);
    expect([await countOf('unknownScope'), await countOf('notRead')]).toEqual([
      1, 1,
    ]);
  });

  it('reads a form as well, and refuses what is no object', async () => {
    const form = new URLSearchParams({
      payload: JSON.stringify({ items: [createItem()] }),
    }).toString();
    const contentType = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await receive(createRequest(form, contentType))).toEqual({
      result: 'stored',
    });
    expect(await receive(createRequest('[1]'))).toMatchObject({
      result: 'invalid',
    });
    expect(await receive(createRequest('{'))).toMatchObject({
      result: 'invalid',
    });
  });

  it('stores what Postgres cannot hold as text in a form that it can', async () => {
    await receive(
      createRequest({ items: [createItem({ revision: 'a\u0000b\ud800' })] }),
    );
    await process();
    expect(await knex('source_deployments').pluck('sha')).toEqual([
      'a\ufffdb\ufffd',
    ]);
  });

  it('ends the same whatever the order of arrival', async () => {
    const bodies = [1, 2, 3].map(hour => ({
      items: [
        createItem({
          updatedAt: `2026-03-01T1${hour}:00:00.000Z`,
          revision: `r${hour}`,
          state: hour === 2 ? 'failure' : 'success',
        }),
      ],
    }));
    const results: unknown[] = [];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0, 1],
    ]) {
      knex = await databases.create();
      await prepareInstallation({ knex, scopes: ['acme/payments'] });
      for (const index of order) {
        await receive(createRequest(bodies[index]));
        await process();
      }
      results.push((await dumpTables(knex)).source_deployments);
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(String(results[0])).toContain('"sha":"r3"');
  });

  it('keeps a delivery that cannot be processed, with its reason, and goes on with the next', async () => {
    await receive(createRequest({ poison: true }));
    await receive(createRequest({ items: [createItem()] }));
    await process();
    const [poison, other] = await knex('webhook_deliveries').orderBy('id');
    expect(poison).toMatchObject({
      processed_at: null,
      attempt_count: 1,
      last_error: 'TypeError: The body has no items',
    });
    expect(poison.due_at.getTime()).toBeGreaterThan(Date.now() + 10_000);
    expect(other.processed_at).toBeInstanceOf(Date);
    for (let attempt = 2; attempt <= 16; attempt += 1) {
      await knex('webhook_deliveries')
        .where({ id: poison.id })
        .update({ due_at: knex.fn.now() });
      await process();
    }
    const [given] = await knex('webhook_deliveries').where({ id: poison.id });
    expect(given).toMatchObject({
      processed_at: null,
      attempt_count: 16,
      due_at: Infinity,
    });
    expect(await process()).toMatchObject({ processedCount: 0 });
  });

  it('is processed by one of two replicas, at once on the one that received it', async () => {
    const engines = [1, 2].map(() => startEngine({ knex, connectors, logger }));
    onStored.mockImplementation(() => engines[0].notifyInbox());
    // The engines begin with their own first passes.
    await sleep(300);
    await receive(createRequest({ items: [createItem()] }));
    await waitUntil(
      'it is processed',
      async () =>
        (
          await knex('webhook_deliveries').whereNotNull('processed_at')
        ).length === 1,
    );
    const [{ took }] = await knex('webhook_deliveries').select({
      took: knex.raw(
        'cast(extract(epoch from processed_at - received_at) as double precision)',
      ),
    });
    await Promise.all(engines.map(engine => engine.stop()));
    expect(await knex('payloads')).toHaveLength(1);
    // Its next look would have come a second after the last.
    expect(took).toBeLessThan(0.5);
  });

  describe('of a change that it does not tell', () => {
    let source: FakeSource;
    let context: IngestionContext;
    const push = () =>
      createRequest({
        changed: [{ scope: 'acme/payments', stream: 'commits' }],
      });
    const dueNames = () =>
      knex('streams').where('due_at', '<=', knex.fn.now()).pluck('name');

    beforeEach(async () => {
      source = await FakeSource.start();
      connectors = [createFakeConnector({ url: source.url, secret: SECRET })];
      context = createContext({ knex, connectors, logger });
      await runDueStreams(context);
    });
    afterEach(() => source.stop());

    it('makes the stream due, and no other', async () => {
      expect(await dueNames()).toEqual([]);
      expect(await receive(push())).toEqual({ result: 'stored' });
      expect(await process()).toMatchObject({
        processedCount: 1,
        dueStreamCount: 1,
      });
      expect(await dueNames()).toEqual(['commits']);
    });

    it('is counted and not stored where nobody reads its scope', async () => {
      expect(
        await receive(
          createRequest({
            changed: [{ scope: 'acme/unknown', stream: 'commits' }],
          }),
        ),
      ).toEqual({ result: 'unknownScope' });
    });

    it.each([
      [{ status: 429, retryAfterSeconds: 90 }],
      [{ status: 401 }],
      [{ status: 503 }],
    ])('ends no waiting after %j', async failure => {
      source.intercept = () => failure;
      await knex('streams').update({ due_at: knex.fn.now() });
      await runDueStreams(context);
      await receive(push());
      expect(await process()).toMatchObject({ dueStreamCount: 0 });
      expect(await dueNames()).toEqual([]);
    });

    it('that comes while the stream is read has it read again', async () => {
      await knex('streams').update({ due_at: knex.fn.now() });
      const claims = await claimDueStreams(context);
      await sleep(5);
      await receive(push());
      await process();
      for (const claim of claims) {
        await runStream({
          context,
          connector: connectors[0],
          claim,
          signal: new AbortController().signal,
        });
      }
      expect(claims).toHaveLength(2);
      expect(await dueNames()).toEqual(['commits']);
    });

    it('is read at once by the replica that received it', async () => {
      const engine = startEngine({ knex, connectors, logger });
      onStored.mockImplementation(() => engine.notifyInbox());
      await sleep(300);
      const updatedAt = new Date().toISOString();
      source.items.push(
        createItem({ stream: 'commits', id: 'new', updatedAt }),
      );
      const began = Date.now();
      await receive(push());
      await waitUntil(
        'the commit is read',
        async () => (await knex('commits')).length === 1,
      );
      await engine.stop();
      // Its next look would have come a second after the last.
      expect(Date.now() - began).toBeLessThan(650);
    });
  });

  it('is processed at its next look by a replica that was not told', async () => {
    const engine = startEngine({ knex, connectors, logger });
    await sleep(300);
    await receive(createRequest({ items: [createItem()] }));
    await waitUntil(
      'it is processed',
      async () => (await knex('source_deployments')).length === 1,
    );
    await engine.stop();
    const [{ took }] = await knex('webhook_deliveries').select({
      took: knex.raw(
        'cast(extract(epoch from processed_at - received_at) as double precision)',
      ),
    });
    expect(took).toBeLessThan(2);
  });

  it('takes events of the portal in, also where the bus lost their headers', async () => {
    const events = mockServices.events();
    await subscribeToEvents({
      events,
      knex,
      connectors,
      identitySalt: 'a salt',
      logger,
      onStored,
    });
    const eventPayload = { items: [createItem()] };
    await events.publish({
      topic: 'fake',
      eventPayload,
      metadata: { 'X-GitHub-Delivery': 'd-1' },
    });
    await events.publish({
      topic: 'fake',
      eventPayload: { items: [createItem({ id: '2' })] },
    });
    await events.publish({ topic: 'fake', eventPayload: 'no object' });
    const deliveries = await knex('webhook_deliveries').orderBy('id');
    expect(deliveries.map(delivery => delivery.delivery_key)).toEqual([
      'd-1',
      expect.stringMatching(/^sha256:/),
    ]);
    expect(await knex('source_deployments')).toEqual([]);
    await process();
    expect(await knex('source_deployments')).toHaveLength(2);
  });
});
