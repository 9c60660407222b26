import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import type { Channel } from './channel';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { slackWebhook } from './webhook';

const SECRET = 'it-is-a-secret';
const SIGNED_AT = 1_772_351_580;
const KNOWN: Channel = {
  id: 'C08PAY0001',
  name: 'inc-payments-20260301-api-down',
  created: SIGNED_AT,
  is_archived: false,
  updated: SIGNED_AT * 1_000,
};

function webhookOf(known: readonly Channel[] = [], includePrivate = false) {
  return slackWebhook({
    signingSecret: SECRET,
    pattern: compileChannelPattern(DEFAULT_CHANNEL_PATTERN),
    includePrivate,
    recall: id => known.find(each => each.id === id),
  });
}
const webhook = webhookOf();

function bodyOf(name: string): JsonObject {
  const path = join(__dirname, '__fixtures__', `webhook.${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')).body;
}
const created = bodyOf('channel_created');
const bytes = Buffer.from(JSON.stringify(created));

function sign(body: Buffer, at: number | string = SIGNED_AT, secret = SECRET) {
  const hmac = createHmac('sha256', secret).update(`v0:${at}:`).update(body);
  return `v0=${hmac.digest('hex')}`;
}

function requestOf(options: {
  body?: Buffer;
  signature?: string;
  timestamp?: string;
  receivedAt?: number;
}) {
  const { body = bytes, receivedAt = SIGNED_AT } = options;
  return webhookRequest({
    body,
    headers: {
      'x-slack-signature':
        'signature' in options ? options.signature : sign(body),
      'x-slack-request-timestamp':
        'timestamp' in options ? options.timestamp : String(SIGNED_AT),
    },
    receivedAt: new Date(receivedAt * 1_000).toISOString(),
  });
}

describe('verify', () => {
  it.each([-300, 0, 300])(
    'accepts its signature after %d seconds, and names the event',
    seconds => {
      expect(
        webhook.verify(requestOf({ receivedAt: SIGNED_AT + seconds })),
      ).toEqual({ isVerified: true, deliveryId: 'Ev08CREATED' });
    },
  );

  it('names an event that is sent again as before', () => {
    const again = requestOf({});
    const { headers } = again;
    expect(
      webhook.verify({
        ...again,
        headers: {
          ...headers,
          'x-slack-retry-num': '1',
          'x-slack-retry-reason': 'http_timeout',
        },
      }),
    ).toEqual({ isVerified: true, deliveryId: 'Ev08CREATED' });
  });

  it.each<[string, Parameters<typeof requestOf>[0]]>([
    ['no signature', { signature: undefined }],
    ['an empty signature', { signature: '' }],
    ['no time', { timestamp: undefined }],
    [
      'the signature of another secret',
      { signature: sign(bytes, SIGNED_AT, 'x') },
    ],
    ['that of another body', { signature: sign(Buffer.from('{}')) }],
    ['that of another time', { signature: sign(bytes, SIGNED_AT - 1) }],
    ['one of another version', { signature: sign(bytes).replace('v0', 'v1') }],
    ['one without a version', { signature: sign(bytes).slice('v0='.length) }],
    ['a part of it', { signature: sign(bytes).slice(0, 20) }],
    ['one that is older than five minutes', { receivedAt: SIGNED_AT + 301 }],
    ['one of the future', { receivedAt: SIGNED_AT - 301 }],
    [
      'a time that is no number',
      { timestamp: 'now', signature: sign(bytes, 'now') },
    ],
  ])('refuses %s', (_, options) => {
    expect(webhook.verify(requestOf(options))).toMatchObject({
      isVerified: false,
      reason: expect.stringContaining('X-Slack-'),
    });
  });

  it('signs the bytes, not what they mean', () => {
    const spaced = Buffer.from(JSON.stringify(created, undefined, 1));
    expect(
      webhook.verify(requestOf({ body: spaced, signature: sign(bytes) })),
    ).toMatchObject({ isVerified: false });
    expect(webhook.verify(requestOf({ body: spaced }))).toMatchObject({
      isVerified: true,
    });
  });

  it.each(['no json', '{}', 'null', '[]'])(
    'names no event of the body %s',
    text => {
      const body = Buffer.from(text);
      expect(webhook.verify(requestOf({ body }))).toEqual({ isVerified: true });
    },
  );
});

describe('respond', () => {
  const question = Buffer.from(
    JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aB' }),
  );

  it('answers a question that is signed', () => {
    expect(webhook.respond!(requestOf({ body: question }))).toEqual({
      status: 200,
      contentType: 'text/plain',
      body: '3eZbrw1aB',
    });
  });

  it.each<[string, Parameters<typeof requestOf>[0]]>([
    ['a question that is not', { body: question, signature: undefined }],
    [
      'one that somebody else signed',
      { body: question, signature: sign(bytes) },
    ],
    ['one that was recorded', { body: question, receivedAt: SIGNED_AT + 900 }],
    ['an event', {}],
    [
      'a question without words',
      { body: Buffer.from('{"type":"url_verification"}') },
    ],
  ])('does not answer %s', (_, options) => {
    expect(webhook.respond!(requestOf(options))).toBeUndefined();
  });
});

describe('keep', () => {
  it.each(['channel_created', 'channel_archive', 'channel_rename'])(
    'keeps no person and no topic of %s, and it is understood as the whole was',
    name => {
      const body = bodyOf(name);
      const receiving = webhookOf([KNOWN]);
      const kept = receiving.keep!({ headers: {}, body });
      expect(JSON.stringify(body)).toContain('U08');
      expect(JSON.stringify(kept)).not.toMatch(
        /U08|Cards are refused|creator|token/,
      );
      // Whoever processes it may be another, who never listed anything.
      expect(webhook.toItems({ headers: {}, body: kept })).toEqual(
        receiving.toItems({ headers: {}, body }),
      );
    },
  );
});

describe('toItems', () => {
  const itemsOf = (name: string, known: readonly Channel[] = [KNOWN]) =>
    webhookOf(known).toItems({ headers: {}, body: bodyOf(name) });

  it('tells the end of a channel that was listed', () => {
    expect(itemsOf('channel_archive')).toMatchObject([
      {
        scope: { externalId: 'inc-payments' },
        item: { id: KNOWN.id, is_archived: true, updated: 1_772_388_000_000 },
      },
    ]);
  });

  it('leaves the end of one that was not listed to the next listing', () => {
    expect(itemsOf('channel_archive', [])).toEqual([]);
  });

  it('says nothing of a deleted channel that was archived', () => {
    const body = bodyOf('channel_deleted.kept');
    const known = { ...KNOWN, is_archived: true };
    expect(webhook.toItems({ headers: {}, body: { ...body, known } })).toEqual(
      [],
    );
  });

  it('reads private channels only where it is told to', () => {
    const body = bodyOf('channel_rename');
    const event = { ...(body.event as JsonObject), type: 'group_rename' };
    const delivery = { headers: {}, body: { ...body, event } };
    expect(webhookOf([KNOWN]).toItems(delivery)).toEqual([]);
    expect(webhookOf([KNOWN], true).toItems(delivery)).toHaveLength(1);
  });

  it.each<[string, JsonObject]>([
    ['an event without a time', { type: 'channel_archive', channel: KNOWN.id }],
    [
      'an event without a channel',
      { type: 'channel_archive', event_ts: '1.2' },
    ],
    [
      'a person who joined',
      { type: 'member_joined_channel', channel: KNOWN.id, event_ts: '1.2' },
    ],
    [
      'a message',
      {
        type: 'message',
        subtype: 'channel_archive',
        channel: KNOWN.id,
        event_ts: '1.2',
      },
    ],
  ])('makes nothing of %s', (_, event) => {
    const body = { type: 'event_callback', event };
    expect(webhookOf([KNOWN]).toItems({ headers: {}, body })).toEqual([]);
  });

  it.each<JsonObject>([
    {},
    { type: 'event_callback' },
    { type: 'app_rate_limited' },
  ])('makes nothing of %j', body => {
    expect(webhook.toItems({ headers: {}, body })).toEqual([]);
    expect(webhook.keep!({ headers: {}, body })).toEqual({ type: body.type });
  });
});
