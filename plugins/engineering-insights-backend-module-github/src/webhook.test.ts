import { createHmac } from 'node:crypto';
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
      documented.verify({
        body: Buffer.from('Hello, World!'),
        headers: { 'x-hub-signature-256': signature },
      }),
    ).toEqual({ isVerified: true });
  });

  it('carries the id of the delivery', () => {
    const headers = {
      'x-hub-signature-256': signed('It is a Secret'),
      'x-github-delivery': 'd-1',
    };
    expect(webhook.verify({ body, headers })).toEqual({
      isVerified: true,
      deliveryId: 'd-1',
    });
  });

  it.each([
    ['of another secret', { 'x-hub-signature-256': signed('other') }],
    ['of another length', { 'x-hub-signature-256': 'sha256=00' }],
    ['of the old kind', { 'x-hub-signature': 'sha1=00' }],
  ])('%s is refused', (_, headers) => {
    expect(webhook.verify({ body, headers })).toMatchObject({
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

it.each(['ping', 'star', 'issues'])('the event %s gives nothing', event => {
  expect(
    webhook.toItems({
      headers: { 'x-github-event': event },
      body: { repository: { full_name: 'acme/payments' } },
    }),
  ).toEqual([]);
});
