import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { demoModules } from './__testUtils__/demoModules';
import { dumpFacts, expectSameFacts } from './__testUtils__/dumpFacts';
import { findInDatabase } from './__testUtils__/findInDatabase';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';
import {
  PERSON,
  WEBHOOK_SECRET,
  WEBHOOK_SENDERS,
  type Delivery,
  type WebhookSender,
} from './__testUtils__/webhookSenders';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const DOOR = '/api/engineering-insights/v1/webhooks';
const BODY_LIMIT = 5 * 1024 * 1024;

/** A far end at which nothing can be read, so that all that is known was brought by webhooks. */
async function startBrokenSource() {
  const server = createServer((_, response) => {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function configOf(url: string): JsonObject {
  return {
    integrations: {
      github: [
        {
          host: 'github.acme.example',
          apiBaseUrl: `${url}/api/v3`,
          token: 't',
        },
      ],
      gitlab: [
        {
          host: 'gitlab.acme.example',
          baseUrl: url,
          apiBaseUrl: `${url}/api/v4`,
          token: 't',
        },
      ],
      azure: [
        {
          host: 'dev.azure.com',
          credentials: [{ personalAccessToken: 't' }],
        },
      ],
    },
    engineeringInsights: {
      sources: Object.fromEntries(
        WEBHOOK_SENDERS.map(({ source, config }) => [source, [config(url)]]),
      ),
    },
  };
}

const PAYMENTS: JsonObject = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments',
    annotations: Object.assign(
      {},
      ...WEBHOOK_SENDERS.map(({ annotations }) => annotations),
    ),
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'group:x' },
};

/** What the door answers. */
async function send(
  portal: Portal,
  sender: WebhookSender,
  delivery: Delivery,
  options: { secret?: string; text?: string; isUnsigned?: boolean } = {},
) {
  const { secret = WEBHOOK_SECRET, isUnsigned = false } = options;
  const { sign, writeSecret } = sender;
  const body =
    writeSecret && !isUnsigned
      ? writeSecret(delivery.body, secret)
      : delivery.body;
  const text = options.text ?? JSON.stringify(body);
  const response = await fetch(`${portal.url}${DOOR}/${sender.source}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...delivery.headers,
      ...(!isUnsigned && sign(text, secret)),
    },
    body: text,
  });
  const { result } = (await response.json()) as { result?: string };
  return [response.status, ...(result ? [result] : [])].join(' ');
}

/** The whole of the inbox, without what the moment gave, and what was counted instead of being kept. */
async function dumpInbox(knex: Knex) {
  return {
    deliveries: await knex('webhook_deliveries')
      .select('source', 'last_error')
      // Each installation has a salt of its own.
      .select({
        body: knex.raw(
          `regexp_replace(cast(body as text), 'person-[0-9a-f]+', 'person', 'g')`,
        ),
      })
      .select({ isProcessed: knex.raw('processed_at is not null') })
      .orderBy(['source', 'body']),
    counters: await knex('webhook_counters')
      .select('source', 'reason', 'count')
      .orderBy(['source', 'reason']),
  };
}

describe('the doors of all sources', () => {
  const databases = portalDatabases();
  let broken: Awaited<ReturnType<typeof startBrokenSource>>;

  /** Has a portal receive what `deliver` sends, and says what it holds then. */
  async function receive(
    deliver: (portal: Portal, sender: WebhookSender) => Promise<unknown>,
  ) {
    const database = databases.create();
    const portal = await startPortal({
      databases: database,
      entities: [PAYMENTS],
      config: configOf(broken.url),
      features: demoModules(),
    });
    try {
      await portal.bind();
      const answers: Record<string, unknown> = {};
      for (const sender of WEBHOOK_SENDERS)
        answers[sender.source] = await deliver(portal, sender);
      const { knex } = database;
      await waitUntil('the inbox is processed', async () => {
        const [{ count }] = await knex('webhook_deliveries')
          .whereNull('processed_at')
          .count();
        return count === '0';
      });
      return {
        answers,
        facts: await dumpFacts(knex),
        inbox: await dumpInbox(knex),
        persons: await findInDatabase({ knex, words: Object.values(PERSON) }),
        places: await findInDatabase({ knex, words: ['acme/payments'] }),
        log: portal.log,
      };
    } finally {
      await portal.stop();
    }
  }

  beforeAll(async () => {
    broken = await startBrokenSource();
  });
  afterAll(() => broken.stop());

  it('let in what is signed and new, and hold the same whatever else comes and in whatever order', async () => {
    const plain = await receive(async (portal, sender) => [
      await send(portal, sender, sender.older),
      await send(portal, sender, sender.newer),
    ]);
    const messy = await receive(async (portal, sender) => ({
      unsigned: await send(portal, sender, sender.newer, { isUnsigned: true }),
      wrong: await send(portal, sender, sender.newer, { secret: 'other' }),
      tooLarge: await send(portal, sender, sender.newer, {
        text: JSON.stringify({ filler: 'x'.repeat(BODY_LIMIT) }),
      }),
      malformed: await send(portal, sender, sender.newer, { text: '{"a":' }),
      unknown: sender.unknown && (await send(portal, sender, sender.unknown)),
      newer: await send(portal, sender, sender.newer),
      older: await send(portal, sender, sender.older),
      replayed: await send(portal, sender, sender.newer),
    }));

    for (const { source, unknown, writeSecret } of WEBHOOK_SENDERS) {
      expect({ source, answers: plain.answers[source] }).toEqual({
        source,
        answers: ['202 stored', '202 stored'],
      });
      expect({ source, ...(messy.answers[source] as object) }).toEqual({
        source,
        unsigned: '403',
        wrong: '403',
        tooLarge: '413',
        // What cannot be read does not hold the secret either.
        malformed: writeSecret ? '403' : '400',
        unknown: unknown && '202 notRead',
        newer: '202 stored',
        older: '202 stored',
        replayed: '202 duplicate',
      });
    }
    expectSameFacts(messy.facts, plain.facts);
    // What is looked for in vain would be found.
    expect(messy.places.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['scopes', 'webhook_deliveries']),
    );
    expect(plain.persons).toEqual([]);
    expect(messy.persons).toEqual([]);
    expect(messy.inbox.deliveries).toEqual(plain.inbox.deliveries);
    expect(
      plain.inbox.deliveries.map(({ last_error: error }) => error),
    ).toEqual(plain.inbox.deliveries.map(() => null));
    expect(plain.inbox.counters).toEqual([]);
    expect(messy.inbox.counters).toEqual(
      [...WEBHOOK_SENDERS]
        .sort((left, right) => (left.source < right.source ? -1 : 1))
        .flatMap(({ source, unknown, writeSecret }) => [
          { source, reason: 'badSignature', count: writeSecret ? '3' : '2' },
          { source, reason: 'duplicate', count: '1' },
          ...(unknown ? [{ source, reason: 'notRead', count: '1' }] : []),
        ]),
    );

    expect(JSON.stringify(messy.log)).not.toContain(WEBHOOK_SECRET);
  });

  it('stay shut where no secret is configured, which the log says once', async () => {
    const portal = await startPortal({
      databases: databases.create(),
      entities: [PAYMENTS],
      config: {
        engineeringInsights: {
          sources: { pagerduty: [{ apiBaseUrl: broken.url, token: 't' }] },
        },
      },
      features: demoModules(),
    });
    const sender = WEBHOOK_SENDERS.find(each => each.source === 'pagerduty')!;
    const unknown = { ...sender, source: 'nothing-of-the-kind' };
    const answers = [
      await send(portal, sender, sender.older),
      await send(portal, sender, sender.newer),
      await send(portal, unknown, sender.newer),
    ];
    await portal.stop();
    expect(answers).toEqual(['404', '404', '404']);
    const told = portal.log.filter(line => line.text.includes(' arrive '));
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringContaining(
        'Webhooks of pagerduty arrive and are not taken, as no secret is configured for them.',
      ),
    ]);
  });
});
