import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { sonarqubeWebhook } from './webhook';

const SECRET = 'it-is-a-secret';
const webhook = sonarqubeWebhook(SECRET);

const analysis: JsonObject = JSON.parse(
  readFileSync(
    join(__dirname, '__fixtures__', 'webhook.analysis.json'),
    'utf8',
  ),
).body;
const body = Buffer.from(JSON.stringify(analysis));

function sign(bytes: Buffer, secret = SECRET): string {
  return createHmac('sha256', secret).update(bytes).digest('hex');
}

function verify(signature: string | undefined, bytes = body) {
  return webhook.verify(
    webhookRequest({
      body: bytes,
      headers: { 'x-sonar-webhook-hmac-sha256': signature },
    }),
  );
}

describe('verify', () => {
  it('accepts its signature, and names the task', () => {
    expect(verify(sign(body))).toEqual({
      isVerified: true,
      deliveryId: 'AZf0Y2c1kqv5Yh2n3b4c',
    });
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['that of another secret', sign(body, 'another')],
    ['that of another body', sign(Buffer.from('{}'))],
    ['a part of it', sign(body).slice(0, 20)],
  ])('refuses %s', (_, signature) => {
    expect(verify(signature)).toMatchObject({
      isVerified: false,
      reason: expect.stringContaining('X-Sonar-Webhook-HMAC-SHA256'),
    });
  });

  it('signs the bytes, not what they mean', () => {
    const spaced = Buffer.from(JSON.stringify(analysis, undefined, 1));
    expect(verify(sign(body), spaced)).toMatchObject({ isVerified: false });
    expect(verify(sign(spaced), spaced)).toMatchObject({ isVerified: true });
  });

  it.each(['no json', '{"taskId":7}', '{"taskId":""}', 'null', '[]'])(
    'names no task of the body %s',
    text => {
      const bytes = Buffer.from(text);
      expect(verify(sign(bytes), bytes)).toEqual({ isVerified: true });
    },
  );
});

it('keeps nothing of what the author of the analysis put there', () => {
  const kept = webhook.keep!({ headers: {}, body: analysis });
  expect(JSON.stringify(analysis)).toContain('someone@example.com');
  expect(JSON.stringify(kept)).not.toContain('someone@example.com');
  expect(webhook.changedStreams!({ headers: {}, body: kept })).toEqual(
    webhook.changedStreams!({ headers: {}, body: analysis }),
  );
});

describe('changedStreams', () => {
  const changedBy = (delivered: JsonObject) =>
    webhook.changedStreams!({ headers: {}, body: delivered });
  const ALL = [
    {
      scope: { externalId: 'acme:payments' },
      streams: ['issues', 'hotspots', 'measures'],
    },
  ];
  const { branch, ...withoutBranch } = analysis;

  it.each<[string, JsonObject]>([
    ['an analysis of the main branch', analysis],
    ['one of a server that knows no branches', withoutBranch],
    ['a quality gate that changed by hand', { ...analysis, taskId: undefined }],
  ])('has the project read after %s', (_, delivered) => {
    expect(changedBy(delivered)).toEqual(ALL);
  });

  it.each<[string, JsonObject]>([
    [
      'an analysis of another branch',
      { ...analysis, branch: { ...(branch as JsonObject), isMain: false } },
    ],
    [
      'one of a pull request',
      {
        ...analysis,
        branch: { name: '17', type: 'PULL_REQUEST', isMain: false },
      },
    ],
    ['one that failed', { ...analysis, status: 'FAILED' }],
    ['one of no project', { ...analysis, project: {} }],
    ['nothing', {}],
  ])('has nothing read after %s', (_, delivered) => {
    expect(changedBy(delivered)).toEqual([]);
  });
});
