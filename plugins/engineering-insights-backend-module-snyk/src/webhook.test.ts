import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type { WebhookDelivery } from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { snykWebhook } from './webhook';

const SECRET = 'it-is-a-secret';
const webhook = snykWebhook(SECRET);

function deliveryOf(name: string): WebhookDelivery {
  const path = join(__dirname, '__fixtures__', `webhook.${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
const snapshot = deliveryOf('project_snapshot');
const body = Buffer.from(JSON.stringify(snapshot.body));

function sign(bytes: Buffer, secret = SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
}

function verify(signature: string | undefined, bytes = body) {
  return webhook.verify(
    webhookRequest({
      body: bytes,
      headers: { ...snapshot.headers, 'x-hub-signature': signature },
    }),
  );
}

describe('verify', () => {
  it('accepts its signature, and names the delivery', () => {
    expect(verify(sign(body))).toEqual({
      isVerified: true,
      deliveryId: '998fe884-18a0-45db-8ae0-e379eea3bc0a',
    });
  });

  it('names no delivery where Snyk names none', () => {
    const headers = { 'x-hub-signature': sign(body) };
    expect(webhook.verify(webhookRequest({ body, headers }))).toEqual({
      isVerified: true,
    });
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['that of another secret', sign(body, 'another')],
    ['that of another body', sign(Buffer.from('{}'))],
    ['one without its algorithm', sign(body).slice('sha256='.length)],
    ['a part of it', sign(body).slice(0, 20)],
  ])('refuses %s', (_, signature) => {
    expect(verify(signature)).toMatchObject({
      isVerified: false,
      reason: expect.stringContaining('X-Hub-Signature'),
    });
  });

  it('signs the bytes, not what they mean', () => {
    const spaced = Buffer.from(JSON.stringify(snapshot.body, undefined, 1));
    expect(verify(sign(body), spaced)).toMatchObject({ isVerified: false });
    expect(verify(sign(spaced), spaced)).toMatchObject({ isVerified: true });
  });
});

const PROJECT =
  'a04d9cbd-ae6e-44af-b573-0556b0ad4bd2/af137b96-6966-46c1-826b-2e79ac49bbd9';

it('has the project read that was tested', () => {
  expect(webhook.changedStreams!(snapshot)).toEqual([
    { scope: { externalId: PROJECT }, streams: ['issues'] },
  ]);
});

it.each<[string, string | undefined, JsonObject]>([
  ['a ping', 'ping/v0', snapshot.body],
  ['a later version', 'project_snapshot/v1', snapshot.body],
  ['no event', undefined, snapshot.body],
  ['an event without a project', 'project_snapshot/v0', { org: { id: 'a' } }],
  ['an event of another shape', 'project_snapshot/v0', { project: 'a' }],
])('has nothing read after %s', (_, event, delivered) => {
  const headers = { 'x-snyk-event': event };
  const delivery = { headers, body: delivered };
  expect(webhook.changedStreams!(delivery)).toEqual([]);
  expect(webhook.toItems(delivery)).toEqual([]);
});

it('keeps which project it is about, and nobody', () => {
  const kept = webhook.keep!(snapshot);
  expect(kept).toEqual({
    org: { id: 'a04d9cbd-ae6e-44af-b573-0556b0ad4bd2' },
    project: { id: 'af137b96-6966-46c1-826b-2e79ac49bbd9' },
  });
  expect(webhook.changedStreams!({ ...snapshot, body: kept })).toEqual(
    webhook.changedStreams!(snapshot),
  );
});

it('keeps nothing of what has no ids', () => {
  expect(webhook.keep!({ headers: {}, body: { project: 'a' } })).toEqual({});
});
