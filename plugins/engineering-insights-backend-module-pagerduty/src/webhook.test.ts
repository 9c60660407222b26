import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { pagerdutyWebhook } from './webhook';

const SECRET = 'it-is-a-secret';
const webhook = pagerdutyWebhook(SECRET);

function bodyOf(name: string): JsonObject {
  const path = join(__dirname, '__fixtures__', `webhook.${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')).body;
}
const resolved = bodyOf('incident.resolved');
const body = Buffer.from(JSON.stringify(resolved));

function sign(bytes: Buffer, secret = SECRET): string {
  return `v1=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
}

function verify(signature: string | undefined, bytes = body) {
  return webhook.verify(
    webhookRequest({
      body: bytes,
      headers: { 'x-pagerduty-signature': signature },
    }),
  );
}

describe('verify', () => {
  it.each([
    ['its signature', sign(body)],
    ['that of an old secret first', `${sign(body, 'old')},${sign(body)}`],
    ['those of another version too', `${sign(body)}, v2=abc`],
  ])('accepts %s, and names the event', (_, signature) => {
    expect(verify(signature)).toEqual({
      isVerified: true,
      deliveryId: '5ac64822-4adc-4fda-ade0-410becf0de4f',
    });
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['that of another secret', sign(body, 'another')],
    ['that of another body', sign(Buffer.from('{}'))],
    ['one of another version', sign(body).replace('v1', 'v2')],
    ['one without a version', sign(body).slice('v1='.length)],
    ['a part of it', sign(body).slice(0, 20)],
  ])('refuses %s', (_, signature) => {
    expect(verify(signature)).toMatchObject({
      isVerified: false,
      reason: expect.stringContaining('X-PagerDuty-Signature'),
    });
  });

  it('signs the bytes, not what they mean', () => {
    const spaced = Buffer.from(JSON.stringify(resolved, undefined, 1));
    expect(verify(sign(body), spaced)).toMatchObject({ isVerified: false });
    expect(verify(sign(spaced), spaced)).toMatchObject({ isVerified: true });
  });

  it.each(['no json', '{"event":{}}', 'null', '[]'])(
    'names no event of the body %s',
    text => {
      const bytes = Buffer.from(text);
      expect(verify(sign(bytes), bytes)).toEqual({ isVerified: true });
    },
  );
});

describe('toItems', () => {
  it('tells nobody who was called or who answered', () => {
    const items = webhook.toItems({ headers: {}, body: resolved });
    expect(items).toHaveLength(1);
    expect(JSON.stringify(resolved)).toContain('Responder');
    expect(JSON.stringify(items)).not.toContain('Responder');
  });
});

describe('changedStreams', () => {
  const changedBy = (delivered: JsonObject) =>
    webhook.changedStreams!({ headers: {}, body: delivered });

  it.each([
    'incident.triggered',
    'incident.acknowledged',
    'incident.resolved',
    'incident.reopened',
    'incident.priority_updated',
    'incident.reassigned',
  ])('has the incidents of the service read after %s', type => {
    const event = { ...(resolved.event as JsonObject), event_type: type };
    expect(changedBy({ event })).toEqual([
      { scope: { externalId: 'PIJ90N7' }, streams: ['incidents'] },
    ]);
  });

  it.each<[string, JsonObject]>([
    ['a note', bodyOf('incident.annotated')],
    ['a changed service', { event: { data: { type: 'service', id: 'P' } } }],
    ['a ping', { event: { event_type: 'pagey.ping', data: { type: 'ping' } } }],
    ['an event without data', { event: { event_type: 'incident.resolved' } }],
    ['nothing', {}],
  ])('has nothing read after %s', (_, delivered) => {
    expect(changedBy(delivered)).toEqual([]);
    expect(webhook.toItems({ headers: {}, body: delivered })).toEqual([]);
  });
});
