import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthenticationError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import type { Knex } from 'knex';
import { bindCatalog } from '../catalog/bindCatalog';
import { testDatabase } from '../database/testDatabase';
import {
  createFakeConnector,
  signFakeWebhook,
} from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { FakeSource } from './__testUtils__/FakeSource';
import { runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';
import { discoverScopes } from './discoverScopes';
import { processInbox } from './processInbox';
import { readSources } from './readSources';
import { receiveWebhook } from './receiveWebhook';

jest.setTimeout(60_000);

const databases = testDatabase();
const NOW = '2026-03-01T12:00:00.000Z';
const { signal } = new AbortController();

/** Binds components as `name`, `namespace/name` or `name=title`, of which one may name a scope. */
async function bind(options: {
  knex: Knex;
  connector: ReturnType<typeof createFakeConnector>;
  components: readonly string[];
}) {
  const { knex, connector, components } = options;
  await bindCatalog({
    knex,
    catalog: catalogServiceMock({
      entities: components.map(text => {
        const [path, title] = text.split('=');
        const [name, namespace = 'default'] = path.split('/').reverse();
        return {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace, ...(title && { title }) },
        };
      }),
    }),
    credentials: mockCredentials.service(),
    connectors: [connector],
    logger: mockServices.logger.mock(),
    now: NOW,
  });
}

async function bindingsOf(knex: Knex) {
  const { rows } = await knex.raw<{ rows: { text: string }[] }>(
    `select split_part(e.ref, ':', 2) || ' reads ' || s.external_id || ' by ' || es.bound_by as text
     from entity_scopes as es
     join entities as e on e.id = es.entity_id
     join scopes as s on s.id = es.scope_id
     order by 1`,
  );
  return rows.map(row => row.text);
}

async function takeMarks(knex: Knex) {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `with taken as (delete from dirty_marks returning entity_id)
     select distinct split_part(ref, '/', 2) as name
     from taken join entities on id = entity_id order by 1`,
  );
  return rows.map(row => row.name);
}

async function discover(
  knex: Knex,
  connector: ReturnType<typeof createFakeConnector>,
) {
  const logger = mockServices.logger.mock();
  await discoverScopes({ knex, connectors: [connector], logger, signal });
  return logger;
}

describe('scopes that no entity needs to name', () => {
  it('are bound to the one component that their service names, as long as it does', async () => {
    const knex = await databases.create();
    const scopes: ScopeRef[] = [
      { externalId: 'inc-payments', service: 'Payments' },
      { externalId: 'inc-till', service: 'the till' },
      { externalId: 'inc-twice', service: 'twice' },
      { externalId: 'inc-twice-b', service: 'other/twice' },
      { externalId: 'inc-unknown', service: 'nobody' },
      { externalId: 'inc' },
    ];
    const connector = createFakeConnector({
      url: 'http://unused.example.com',
      organizationScopes: () => scopes,
    });
    const components = ['payments', 'till=The Till', 'twice', 'other/twice'];
    await bind({ knex, connector, components });
    await takeMarks(knex);

    await discover(knex, connector);
    expect(await bindingsOf(knex)).toEqual([
      'default/payments reads inc-payments by service',
      'default/till reads inc-till by service',
      'other/twice reads inc-twice-b by service',
    ]);
    expect(await takeMarks(knex)).toEqual(['payments', 'till', 'twice']);
    await expect(knex('scopes').count().first()).resolves.toEqual({
      count: '6',
    });

    await discover(knex, connector);
    expect(await takeMarks(knex)).toEqual([]);

    await bind({
      knex,
      connector,
      components: ['payments', 'till=Till', 'twice', 'nobody'],
    });
    expect(await bindingsOf(knex)).toEqual([
      'default/nobody reads inc-unknown by service',
      'default/payments reads inc-payments by service',
      'default/twice reads inc-twice by service',
    ]);
  });

  it('leave a scope to the entity whose annotation names it', async () => {
    const knex = await databases.create();
    const connector = {
      ...createFakeConnector({
        url: 'http://unused.example.com',
        organizationScopes: () => [
          { externalId: 'inc-payments', service: 'payments' },
        ],
      }),
      scopesOf: (entity: { metadata: { name: string } }) =>
        entity.metadata.name === 'ledger'
          ? [{ externalId: 'inc-payments' }]
          : [],
    };
    await bind({ knex, connector, components: ['payments', 'ledger'] });
    await discover(knex, connector);
    expect(await bindingsOf(knex)).toEqual([
      'default/ledger reads inc-payments by catalog',
    ]);
  });

  it('are read whether an entity is bound to them or not', async () => {
    const knex = await databases.create();
    const source = await FakeSource.start();
    source.items.push(
      ...createItems({ scope: 'inc', count: 3, now: Date.now() }),
    );
    const connector = createFakeConnector({
      url: source.url,
      organizationScopes: () => [{ externalId: 'inc' }],
    });
    await discover(knex, connector);
    const context = createContext({
      knex,
      connectors: [connector],
      logger: mockServices.logger.mock(),
    });
    await runDueStreams(context);
    await expect(knex('streams').pluck('failure_count')).resolves.toEqual([
      0, 0,
    ]);
    const stored = await knex('payloads').distinct('external_id');
    expect(stored).toHaveLength(source.items.length);
  });

  it('that a webhook names first are read and bound with it', async () => {
    const knex = await databases.create();
    const connector = {
      ...createFakeConnector({
        url: 'http://unused.example.com',
        secret: 'shared',
        organizationScopes: () => [],
      }),
    };
    const { webhook } = connector;
    connector.webhook = {
      ...webhook!,
      toItems: delivery =>
        webhook!.toItems(delivery).map(item => ({
          ...item,
          scope: { ...item.scope, service: 'payments' },
        })),
    };
    await bind({ knex, connector, components: ['payments'] });
    await takeMarks(knex);
    const [item] = createItems({
      scope: 'inc-payments',
      count: 1,
      now: Date.now(),
    });
    const body = JSON.stringify({ items: [item] });
    const answer = await receiveWebhook({
      knex,
      connectors: [connector],
      request: webhookRequest({
        body: Buffer.from(body),
        headers: { 'x-fake-signature': signFakeWebhook(body, 'shared') },
      }),
      identitySalt: 'salt',
      logger: mockServices.logger.mock(),
      onStored: () => undefined,
    });
    expect(answer).toEqual({ result: 'stored' });
    const context = createContext({
      knex,
      connectors: [connector],
      logger: mockServices.logger.mock(),
    });
    await processInbox({ context, signal });
    expect(await bindingsOf(knex)).toEqual([
      'default/payments reads inc-payments by service',
    ]);
    expect(await takeMarks(knex)).toEqual(['payments']);
    await expect(knex('source_deployments').count().first()).resolves.toEqual({
      count: item.stream === 'deployments' ? '1' : '0',
    });
  });

  it('that a source does not tell are the operators to hear of, until it does', async () => {
    const knex = await databases.create();
    let isRefused = true;
    const connector = createFakeConnector({
      url: 'http://unused.example.com',
      organizationScopes() {
        if (isRefused)
          throw new AuthenticationError(
            'Give the token that Slack shows, not xoxb-12345678.',
          );
        return [];
      },
    });
    const read = async () => {
      const { sources } = await readSources({
        knex,
        connectors: [connector],
        settings: { reserves: {} },
        now: new Date().toISOString(),
      });
      return sources[0].tasks;
    };
    const logger = await discover(knex, connector);
    expect(logger.warn.mock.calls[0][0]).toBe(
      'Fake at https://fake.example.com could not say which scopes it has; it is tried again by itself. It said: Give the token that Slack shows, not ….',
    );
    expect(await read()).toEqual([
      {
        task: 'scopes',
        lastError: {
          name: 'AuthenticationError',
          message: 'Give the token that Slack shows, not ….',
          at: expect.any(String),
        },
      },
    ]);
    isRefused = false;
    await discover(knex, connector);
    expect(await read()).toEqual([
      { task: 'scopes', lastSuccessAt: expect.any(String) },
    ]);
  });
});
