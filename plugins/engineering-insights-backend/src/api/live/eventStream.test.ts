import { mockCredentials } from '@backstage/backend-test-utils';
import { testDatabase } from '../../database/testDatabase';
import { waitUntil } from '../../ingestion/__testUtils__/waitUntil';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
} from '../graphql/__testUtils__/exampleCatalog';
import { startPortal } from '../graphql/__testUtils__/startPortal';
import { openStream } from './__testUtils__/openStream';

jest.setTimeout(120_000);

const databases = testDatabase();
const PAYMENTS = 'component:default/payments';
const STREAM = '/api/engineering-insights/v1/events/stream';

it('tells of new facts through a whole portal, whose document names it, and ends with the portal', async () => {
  const knex = await databases.createEmpty();
  const portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
  });
  try {
    await portal.waitFor(async () =>
      knex('entities').first('id').where('ref', PAYMENTS),
    );
    const url = `http://localhost:${portal.port}`;
    const authorization = mockCredentials.user.header();
    const client = await openStream({
      url: `${url}${STREAM}?entityRefs=${PAYMENTS}`,
      authorization,
    });
    expect(client.status).toBe(200);
    const document = await fetch(
      `${url}/api/engineering-insights/openapi.json`,
    );
    expect(await document.json()).toMatchObject({
      paths: {
        '/v1/events/stream': {
          get: {
            operationId: 'followEvents',
            responses: { 200: { content: { 'text/event-stream': {} } } },
          },
        },
      },
      components: {
        schemas: { MetricsChangedEvent: {}, StreamResetEvent: {} },
      },
    });

    await portal.send({
      entityRef: PAYMENTS,
      scope: 'acme/payments',
      facts: DELIVERY,
    });
    await waitUntil('the stream tells it', () => client.events.length > 0);
    expect(client.events[0]).toMatchObject({
      type: 'metrics.changed',
      data: { entityRef: PAYMENTS },
    });

    const keyOf = (name: string) =>
      portal.get(`/v1/entities/component/default/${name}/live`);
    const [payments, refunds, hidden] = await Promise.all(
      ['payments', 'refunds', 'vault'].map(keyOf),
    );
    expect(payments.body).toEqual({
      channel: 'engineering-insights:changed',
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(refunds.body.key).not.toBe(payments.body.key);
    expect(hidden.status).toBe(404);

    await portal.stop();
    await client.ended;
  } finally {
    await portal.stop();
  }
});
