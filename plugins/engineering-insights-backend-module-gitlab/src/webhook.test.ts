import { createHmac } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import { replacePersons } from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { verifyWebhook } from './verifyWebhook';
import { gitlabWebhook } from './webhook';

const receivedAt = '2026-02-01T12:00:00Z';
const now = Date.parse(receivedAt);
const body = Buffer.from('{"object_kind":"Ünïcode"}');

describe('the secret token of a delivery', () => {
  const secrets = { webhookSecret: 'It is a Secret' };

  it('carries the key by which repeats are known', () => {
    const headers = {
      'x-gitlab-token': 'It is a Secret',
      'idempotency-key': 'd-1',
    };
    expect(
      verifyWebhook(webhookRequest({ body, headers, receivedAt }), secrets),
    ).toEqual({
      isVerified: true,
      deliveryId: 'd-1',
    });
  });

  it('is enough for versions without a key; an event that set off others is no key', () => {
    const headers = {
      'x-gitlab-token': 'It is a Secret',
      'x-gitlab-event-uuid': 'shared',
    };
    expect(
      verifyWebhook(webhookRequest({ body, headers, receivedAt }), secrets),
    ).toEqual({
      isVerified: true,
    });
  });

  it.each([
    ['another one', 'It is another'],
    ['a part of it', 'It is a'],
    ['none', undefined],
  ])('%s is refused', (_, token) => {
    const headers = { 'x-gitlab-token': token };
    expect(
      verifyWebhook(webhookRequest({ body, headers, receivedAt }), secrets),
    ).toMatchObject({
      isVerified: false,
    });
  });

  it('is not the empty one where there is none', () => {
    const headers = { 'x-gitlab-token': '' };
    expect(verifyWebhook(webhookRequest({ body, headers }), {})).toMatchObject({
      isVerified: false,
    });
  });
});

describe('the signature of a delivery', () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef');
  const webhookSigningToken = `whsec_${key.toString('base64')}`;
  const secrets = { webhookSigningToken, webhookSecret: 'other' };
  const signed = (options: { at?: number; key?: Buffer; id?: string } = {}) => {
    const { at = now / 1000, id = 'd-1' } = options;
    const signature = createHmac('sha256', options.key ?? key)
      .update(`${id}.${at}.${body.toString()}`)
      .digest('base64');
    return {
      'webhook-id': 'd-1',
      'webhook-timestamp': String(at),
      'webhook-signature': `v1,${signature}`,
    };
  };

  it("agrees with the example of the specification's reference library", () => {
    expect(
      verifyWebhook(
        webhookRequest({
          receivedAt: '2021-02-25T15:02:10Z',
          body: Buffer.from('{"test": 2432232314}'),
          headers: {
            'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
            'webhook-timestamp': '1614265330',
            'webhook-signature':
              'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
          },
        }),
        {
          webhookSigningToken: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
        },
      ),
    ).toEqual({
      isVerified: true,
      deliveryId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    });
  });

  it('is taken within five minutes, also as one of two', () => {
    for (const at of [now / 1000 - 299, now / 1000 + 299]) {
      const headers = signed({ at });
      headers['webhook-signature'] = `v1,AAAA ${headers['webhook-signature']}`;
      expect(
        verifyWebhook(webhookRequest({ body, headers, receivedAt }), secrets),
      ).toEqual({
        isVerified: true,
        deliveryId: 'd-1',
      });
    }
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['of another key', signed({ key: Buffer.from('another') })],
    ['of another delivery', signed({ id: 'd-2' })],
    ['of six minutes ago', signed({ at: now / 1000 - 360 })],
    ['of six minutes from now', signed({ at: now / 1000 + 360 })],
    ['without a time', { ...signed(), 'webhook-timestamp': undefined }],
    ['with a time that is none', { ...signed(), 'webhook-timestamp': 'now' }],
    ['missing, with the secret token', { 'x-gitlab-token': 'other' }],
  ])('%s is refused', (_, headers) => {
    expect(
      verifyWebhook(webhookRequest({ body, headers, receivedAt }), secrets),
    ).toMatchObject({
      isVerified: false,
    });
  });
});

describe('what a delivery is', () => {
  const { toItems, changedStreams } = gitlabWebhook({
    webhookSecret: 'secret',
  });

  it('of a project has one scope, however its path is written', () => {
    const items = toItems({
      headers: {},
      body: {
        object_kind: 'pipeline',
        project: { path_with_namespace: 'Acme/Shop/Payments' },
        object_attributes: { id: 1 },
      },
    });
    expect(items[0].scope).toEqual({
      externalId: 'acme/shop/payments',
      title: 'Acme/Shop/Payments',
    });
  });

  it.each<[string, object, string | undefined]>([
    [
      'the default branch was pushed',
      { object_kind: 'push', ref: 'refs/heads/main' },
      'commits',
    ],
    [
      'another branch was pushed',
      { object_kind: 'push', ref: 'refs/heads/x' },
      undefined,
    ],
    [
      'an annotated tag was pushed',
      { object_kind: 'tag_push', ref: 'refs/tags/v1', after: 'a' },
      'tags',
    ],
    [
      'a lightweight tag was pushed',
      {
        object_kind: 'tag_push',
        ref: 'refs/tags/v1',
        after: 'a',
        checkout_sha: 'a',
        commits: [{ id: 'a', timestamp: '2026-01-01T00:00:00Z' }],
      },
      undefined,
    ],
    [
      'a merge request changed',
      { object_kind: 'merge_request' },
      'merge-requests',
    ],
    [
      'a merge request was commented',
      { object_kind: 'note', merge_request: { iid: 1 } },
      'merge-requests',
    ],
    ['an issue was commented', { object_kind: 'note', issue: {} }, undefined],
    [
      'a job began',
      { object_kind: 'build', build_status: 'running' },
      undefined,
    ],
    [
      'a job ended',
      { object_kind: 'build', build_status: 'failed' },
      'pipelines',
    ],
    [
      'a pipeline ended',
      { object_kind: 'pipeline', object_attributes: { status: 'success' } },
      'pipelines',
    ],
    [
      'a pipeline began',
      { object_kind: 'pipeline', object_attributes: { status: 'running' } },
      undefined,
    ],
    [
      'an issue of an unknown type changed',
      { object_kind: 'issue', object_attributes: { iid: 1 } },
      'issues',
    ],
    ['a deployment changed', { object_kind: 'deployment' }, undefined],
  ])('says what is to be read when %s', (_, event, stream) => {
    const project = {
      path_with_namespace: 'acme/payments',
      default_branch: 'main',
    };
    expect(
      changedStreams!({ headers: {}, body: { project, ...event } }),
    ).toEqual(
      stream
        ? [
            {
              scope: { externalId: 'acme/payments', title: 'acme/payments' },
              streams: [stream],
            },
          ]
        : [],
    );
  });

  it.each([
    ['a push', 'push'],
    ['a job', 'build'],
    ['a note', 'note'],
    ['what nobody knows', 'party'],
  ])('of %s gives nothing', (_, kind) => {
    const project = { path_with_namespace: 'acme/shop/payments' };
    expect(
      toItems({ headers: {}, body: { object_kind: kind, project } }),
    ).toEqual([]);
  });
});

describe('what is kept of a delivery', () => {
  it('says what kind of being an account is, once its name is replaced', () => {
    const webhook = gitlabWebhook({ webhookSecret: 'x' });
    const event = {
      object_kind: 'merge_request',
      user: { id: 7, username: 'project_1_bot', name: 'Release' },
      project: { path_with_namespace: 'acme/payments' },
      object_attributes: { iid: 1, action: 'open', author_id: 7 },
    };
    const kept = webhook.keep!({ headers: {}, body: event });
    const scrubbed = replacePersons(kept, () => 'person-1') as JsonObject;
    expect(webhook.toItems({ headers: {}, body: scrubbed })).toMatchObject([
      {
        item: {
          mergeRequest: { author: { username: 'person-1', actor: 'bot' } },
        },
      },
    ]);
  });
});
