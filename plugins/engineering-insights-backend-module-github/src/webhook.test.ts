import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebhookDelivery } from '@sei-platform/plugin-engineering-insights-node';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { githubWebhook } from './webhook';

const webhook = githubWebhook('It is a Secret');
const body = Buffer.from('{"zen":"Ünïcode"}');
const signed = (secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('the signature of a delivery', () => {
  it("agrees with the example of GitHub's documentation", () => {
    const documented = githubWebhook("It's a Secret to Everybody");
    const signature =
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(
      documented.verify(
        webhookRequest({
          body: Buffer.from('Hello, World!'),
          headers: { 'x-hub-signature-256': signature },
        }),
      ),
    ).toEqual({ isVerified: true });
  });

  it('carries the id of the delivery', () => {
    const headers = {
      'x-hub-signature-256': signed('It is a Secret'),
      'x-github-delivery': 'd-1',
    };
    expect(webhook.verify(webhookRequest({ body, headers }))).toEqual({
      isVerified: true,
      deliveryId: 'd-1',
    });
  });

  it.each([
    ['of another secret', { 'x-hub-signature-256': signed('other') }],
    ['of another length', { 'x-hub-signature-256': 'sha256=00' }],
    ['of the old kind', { 'x-hub-signature': 'sha1=00' }],
  ])('%s is refused', (_, headers) => {
    expect(webhook.verify(webhookRequest({ body, headers }))).toMatchObject({
      isVerified: false,
    });
  });
});

it('a repository has one scope, however its name is written', () => {
  const items = webhook.toItems({
    headers: { 'x-github-event': 'workflow_run' },
    body: {
      repository: { full_name: 'Acme/Payments' },
      workflow_run: { id: 1 },
    },
  });
  expect(items[0].scope).toEqual({
    externalId: 'acme/payments',
    title: 'Acme/Payments',
  });
});

it.each(['ping', 'star', 'issue_comment', 'issues', 'sub_issues'])(
  'the event %s gives nothing',
  event => {
    expect(
      webhook.toItems({
        headers: { 'x-github-event': event },
        body: { repository: { full_name: 'acme/payments' } },
      }),
    ).toEqual([]);
  },
);

describe('a push that does not tell what is new', () => {
  const recorded = JSON.parse(
    readFileSync(
      join(__dirname, '__fixtures__', 'webhook.push.branch.json'),
      'utf8',
    ),
  ) as WebhookDelivery;
  const changedBy = (change: object, event = 'push') =>
    webhook.changedStreams!({
      headers: { 'x-github-event': event },
      body: { ...recorded.body, ...change },
    }).flatMap(({ scope, streams }) =>
      streams.map(name => [scope.externalId, name]),
    );

  it('to the default branch has the commits read', () => {
    expect(webhook.toItems(recorded)).toEqual([]);
    expect(changedBy({})).toEqual([['codertocat/hello-world', 'commits']]);
  });

  it('of an annotated tag has the tags read', () => {
    expect(changedBy({ ref: 'refs/tags/v1', after: 'of the tag' })).toEqual([
      ['codertocat/hello-world', 'tags'],
    ]);
  });

  it.each([
    ['another branch', { ref: 'refs/heads/feature' }],
    ['a deleted branch', { deleted: true }],
    ['a tag that it tells', { ref: 'refs/tags/v1' }],
    ['no repository', { repository: null }],
  ])('of %s has nothing read', (_, change) => {
    expect(changedBy(change)).toEqual([]);
  });

  it('is the only event of the kind', () => {
    expect(changedBy({}, 'create')).toEqual([]);
  });
});
