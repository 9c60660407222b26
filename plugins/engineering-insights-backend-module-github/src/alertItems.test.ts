import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import type { WebhookDelivery } from '@sei-platform/plugin-engineering-insights-node';
import { goldenPayloads } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { githubWebhook } from './webhook';

const webhook = githubWebhook('secret');
const deliveries = goldenPayloads(join(__dirname, '__fixtures__'))
  .filter(({ subject }) => subject === 'webhook')
  .map(({ caseName, payloadPath }) => ({
    caseName,
    delivery: JSON.parse(readFileSync(payloadPath, 'utf8')) as WebhookDelivery,
  }));

it.each(deliveries)(
  'what is kept of $caseName is understood as the whole',
  ({ delivery }) => {
    const kept = { ...delivery, body: webhook.keep!(delivery) };
    expect(webhook.toItems(kept)).toEqual(webhook.toItems(delivery));
    expect(webhook.changedStreams!(kept)).toEqual(
      webhook.changedStreams!(delivery),
    );
  },
);

const leaked = deliveries.find(({ caseName }) =>
  caseName.startsWith('secret_scanning_alert'),
)!.delivery;

it('keeps neither a secret nor who pushed it', () => {
  expect(JSON.stringify(leaked)).toContain('a-secret-that-was-leaked');
  expect(JSON.stringify(webhook.keep!(leaked))).not.toMatch(
    /a-secret-that-was-leaked|someone/,
  );
});

it('keeps nothing of an alert of another shape, so that no secret is in it', () => {
  const body = { alert: 'a-secret-that-was-leaked', other: 'text' };
  expect(webhook.keep!({ ...leaked, body })).toEqual({ repository: {} });
});

const located = (more: JsonObject) => ({
  headers: { 'x-github-event': 'code_scanning_alert' },
  body: {
    repository: { full_name: 'acme/payments', default_branch: 'main' },
    alert: {
      number: 1,
      most_recent_instance: { location: { path: 'a.ts', start_line: 3 } },
    },
    ...more,
  },
});

it.each([
  ['the default branch', 'refs/heads/main', 1],
  ['what people decided', '', 1],
  ['another branch', 'refs/heads/feature', 0],
  ['a pull request', 'refs/pull/11/merge', 0],
])('takes an alert of %s', (_, ref, count) => {
  expect(webhook.toItems(located({ ref }))).toHaveLength(count);
});

it('has the place in the code', () => {
  const [{ item }] = webhook.toItems(located({}));
  expect(item).toMatchObject({
    alert: { location: { path: 'a.ts', start_line: 3 } },
  });
});
