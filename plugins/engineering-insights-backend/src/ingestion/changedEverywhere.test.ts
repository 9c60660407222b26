import type {
  Connector,
  ScopeRef,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import {
  createFakeConnector,
  signFakeWebhook,
} from './__testUtils__/createFakeConnector';
import { createContext, startEngine } from './__testUtils__/startEngine';
import { waitUntil } from './__testUtils__/waitUntil';
import { discoverScopes } from './discoverScopes';
import { fulfilWishes } from './fulfilWishes';
import { processInbox } from './processInbox';
import { receiveWebhook } from './receiveWebhook';

jest.setTimeout(60_000);

const databases = testDatabase();
const SECRET = 'shared';
const { signal } = new AbortController();

let knex: Knex;
let scopes: ScopeRef[];
let maintained: number;
let connector: Connector;

beforeEach(async () => {
  knex = await databases.create();
  scopes = [{ externalId: 'inc-ledger' }, { externalId: 'inc-payments' }];
  maintained = 0;
  const fake = createFakeConnector({
    url: 'http://127.0.0.1:9',
    secret: SECRET,
    organizationScopes: () => scopes,
  });
  connector = {
    ...fake,
    async maintain() {
      maintained += 1;
    },
    webhook: {
      ...fake.webhook!,
      changedEverywhere: ({ body }) =>
        body.hint === 'something' ? ['deployments'] : [],
      asksForMaintenance: ({ body }) => body.renew === true,
      respond: ({ body }) =>
        body.includes('"polite"')
          ? {
              status: 200,
              contentType: 'application/json',
              body: '{"text":"Thank you"}',
              isDelivery: true,
            }
          : undefined,
    },
  };
  const { logger } = contextOf();
  await discoverScopes({ knex, connectors: [connector], logger, signal });
  await knex('streams').update({ due_at: '2100-01-01' });
});

function contextOf() {
  return createContext({ knex, connectors: [connector] });
}

function requestOf(body: object, secret = SECRET): WebhookRequest {
  const text = JSON.stringify(body);
  return webhookRequest({
    body: Buffer.from(text),
    headers: {
      'content-type': 'application/json',
      'x-fake-signature': signFakeWebhook(text, secret),
    },
  });
}

function receive(request: WebhookRequest, onStored = () => {}) {
  return receiveWebhook({
    knex,
    connectors: [connector],
    request,
    identitySalt: 'a salt',
    logger: contextOf().logger,
    onStored,
  });
}

async function process() {
  const context = contextOf();
  const processed = await processInbox({ context, signal });
  await fulfilWishes({ ...context, wishes: processed.wishes, signal });
  return processed;
}

async function deliver(request: WebhookRequest) {
  const answer = await receive(request);
  return { answer, ...(await process()) };
}

async function dueStreams() {
  const { rows } = await knex.raw<{ rows: { text: string }[] }>(
    `select scopes.external_id || ' ' || streams.name as text
     from streams join scopes on scopes.id = streams.scope_id
     where due_at <= now() order by 1`,
  );
  return rows.map(({ text }) => text);
}

describe('a delivery that does not say which scope changed', () => {
  it('has the named streams of every scope read, but those that wait because of a failure', async () => {
    await knex('streams')
      .whereIn(
        'scope_id',
        knex('scopes').select('id').where({ external_id: 'inc-ledger' }),
      )
      .update({ last_error: JSON.stringify({ name: 'NotAllowedError' }) });
    const { answer, dueStreamCount } = await deliver(
      requestOf({ hint: 'something' }),
    );
    expect(answer).toEqual({ result: 'stored' });
    expect(dueStreamCount).toBe(1);
    expect(await dueStreams()).toEqual(['inc-payments deployments']);
    expect(maintained).toBe(0);
  });

  it('has new scopes looked for, and read at once', async () => {
    scopes.push({ externalId: 'inc-new' });
    await deliver(requestOf({ hint: 'something' }));
    expect(await dueStreams()).toEqual([
      'inc-ledger deployments',
      'inc-new commits',
      'inc-new deployments',
      'inc-payments deployments',
    ]);
  });

  it('touches no scope of another installation', async () => {
    const other = { ...connector, origin: 'https://other.example.com' };
    const { logger } = contextOf();
    await discoverScopes({ knex, connectors: [other], logger, signal });
    await knex('streams').update({ due_at: '2100-01-01' });
    await deliver(requestOf({ hint: 'something' }));
    expect(await dueStreams()).toHaveLength(2);
  });

  it('keeps no other waiting while its source is slow', async () => {
    let isAsked = false;
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    connector = {
      ...connector,
      async *organizationScopes() {
        isAsked = true;
        await answered;
        yield { externalId: 'inc-new' };
      },
    };
    const engine = startEngine({ knex, connectors: [connector] });
    const notify = () => engine.notifyInbox();
    const countWaiting = async () =>
      (await knex('webhook_deliveries').whereNull('processed_at')).length;
    try {
      await receive(requestOf({ hint: 'something', id: 1 }), notify);
      await waitUntil('the source is asked', () => isAsked);
      await receive(requestOf({ hint: 'something', id: 2 }), notify);
      await waitUntil(
        'the next delivery is processed',
        async () => (await countWaiting()) === 0,
      );
      expect(await knex('scopes').pluck('external_id')).not.toContain(
        'inc-new',
      );
      answer();
      await waitUntil('the new scope is known', async () =>
        (await knex('scopes').pluck('external_id')).includes('inc-new'),
      );
    } finally {
      answer();
      await engine.stop();
    }
  });
});

it('has what expires renewed once where deliveries ask for it', async () => {
  for (const id of [1, 2]) await receive(requestOf({ renew: true, id }));
  await process();
  expect(maintained).toBe(1);
  expect(await dueStreams()).toEqual([]);
});

describe('a delivery that is answered in the words of the source', () => {
  it('is stored as well', async () => {
    const { answer, processedCount } = await deliver(
      requestOf({ polite: 'polite', hint: 'something' }),
    );
    expect(answer).toMatchObject({
      result: 'responded',
      status: 200,
      body: '{"text":"Thank you"}',
    });
    expect(processedCount).toBe(1);
  });

  it('is neither answered nor stored where it cannot be trusted', async () => {
    const { answer, processedCount } = await deliver(
      requestOf({ polite: 'polite', hint: 'something' }, 'guessed'),
    );
    expect(answer).toEqual({ result: 'badSignature' });
    expect(processedCount).toBe(0);
  });
});
