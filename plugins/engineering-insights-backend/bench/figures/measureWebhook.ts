import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { quantile } from '@sei-platform/plugin-engineering-insights-common';
import express from 'express';
import { createWebhookRouter } from '../../src/api/webhooks/createWebhookRouter';
import { ensureScopes } from '../../src/database/operations/scopes/ensureScopes';
import { receiveWebhook } from '../../src/ingestion/receiveWebhook';
import type { Bench } from '../Bench';
import type { Figure } from '../Figure';
import { createPullRequestItems, pullRequestStream } from './pullRequestStream';

const WARM_UP_DELIVERIES = 50;
const DELIVERIES = 400;
const SOURCE = { id: 'bench', origin: 'https://bench.example.com' };
const SCOPE = 'acme/payments';

const sign = (body: string | Buffer) =>
  createHmac('sha256', 'shared').update(body).digest('hex');

const connector: Connector = {
  ...SOURCE,
  title: 'Bench',
  annotations: [],
  scopesOf: () => [],
  streams: [pullRequestStream],
  webhook: {
    topic: 'bench',
    verify: ({ body, headers }) =>
      headers['x-signature'] === sign(body)
        ? { isVerified: true, deliveryId: headers['x-delivery'] }
        : { isVerified: false, reason: 'the signature differs' },
    toItems: ({ body }) => [
      {
        scope: { externalId: SCOPE },
        stream: pullRequestStream.name,
        item: body,
      },
    ],
  },
};

/** Lets a component read the scope, as webhooks of others are not stored. */
async function bindScope({ knex }: Bench): Promise<void> {
  const [scopeId] = await ensureScopes({
    knex,
    scopes: [{ source: SOURCE.id, origin: SOURCE.origin, externalId: SCOPE }],
  });
  const entity = await knex('entities')
    .where({ kind: 'component' })
    .first('id');
  await knex('entity_scopes')
    .insert({ entity_id: entity.id, scope_id: scopeId, bound_by: 'catalog' })
    .onConflict()
    .ignore();
}

async function startDoor({ knex, logger }: Bench) {
  const app = express();
  app.use(
    createWebhookRouter({
      logger,
      receive: ({ webhook }) =>
        receiveWebhook({
          knex,
          connectors: [connector],
          request: webhook,
          identitySalt: 'bench',
          logger,
          onStored: () => undefined,
        }),
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

async function timeDelivery(options: {
  agent: Agent;
  port: number;
  body: string;
  delivery: number;
}): Promise<number> {
  const { agent, port, body, delivery } = options;
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path: `/v1/webhooks/${SOURCE.id}`,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-signature': sign(body),
          'x-delivery': `d-${delivery}`,
        },
      },
      response => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 202
            ? resolve()
            : reject(new Error(`The door answered ${response.statusCode}`)),
        );
      },
    )
      .once('error', reject)
      .end(body);
  });
  return performance.now() - startedAt;
}

/** How long the sender of a webhook waits for its answer: until it is verified and in the inbox. */
export async function measureWebhook(bench: Bench): Promise<Figure[]> {
  await bindScope(bench);
  const door = await startDoor(bench);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const items = createPullRequestItems({
    first: 1,
    count: WARM_UP_DELIVERIES + DELIVERIES,
    now: bench.now,
  });
  const times: number[] = [];
  try {
    for (const [delivery, item] of items.entries()) {
      const body = JSON.stringify(item);
      const { port } = door;
      times.push(await timeDelivery({ agent, port, body, delivery }));
    }
  } finally {
    agent.destroy();
    await door.stop();
  }
  const measured = times.slice(WARM_UP_DELIVERIES);
  return [
    {
      name: 'webhook.p50',
      value: quantile(measured, 0.5)!,
      unit: 'ms',
      aim: { comparison: 'below', bound: 50 },
    },
    { name: 'webhook.p95', value: quantile(measured, 0.95)!, unit: 'ms' },
  ];
}
