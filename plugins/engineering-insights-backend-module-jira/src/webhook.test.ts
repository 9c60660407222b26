import { createHmac } from 'node:crypto';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { jiraWebhook } from './webhook';

const webhook = jiraWebhook('It is a Secret');
const body = Buffer.from('{"webhookEvent":"Ünïcode"}');
const signed = (secret: string, algorithm = 'sha256') =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

describe('the signature of a delivery', () => {
  it("agrees with the example of Atlassian's documentation", () => {
    const documented = jiraWebhook("It's a Secret to Everybody");
    const signature =
      'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
    expect(
      documented.verify(
        webhookRequest({
          body: Buffer.from('Hello World!'),
          headers: { 'x-hub-signature': signature },
        }),
      ),
    ).toEqual({ isVerified: true });
  });

  it('carries the id of the event, which is that of each try', () => {
    const headers = {
      'x-hub-signature': signed('It is a Secret'),
      'x-atlassian-webhook-identifier': 'd-1',
      'x-atlassian-webhook-retry': '2',
    };
    expect(webhook.verify(webhookRequest({ body, headers }))).toEqual({
      isVerified: true,
      deliveryId: 'd-1',
    });
  });

  it.each([
    ['of another secret', { 'x-hub-signature': signed('other') }],
    ['of another length', { 'x-hub-signature': 'sha256=00' }],
    [
      'of a weaker kind',
      { 'x-hub-signature': signed('It is a Secret', 'sha1') },
    ],
    ['that is missing', {}],
  ])('%s is refused', (_, headers) => {
    expect(webhook.verify(webhookRequest({ body, headers }))).toMatchObject({
      isVerified: false,
    });
  });
});

const issue = {
  id: '1',
  key: 'PAY-1',
  fields: {
    project: { key: 'PAY' },
    components: [{ name: 'Check out' }],
    description: 'A text',
    comment: { comments: [{ body: 'Another text' }] },
  },
};
const deliver = (webhookEvent: string, more: object) => ({
  headers: {},
  body: { webhookEvent, ...more },
});

describe('a change of an issue', () => {
  const delivery = deliver('jira:issue_updated', {
    issue,
    changelog: { items: [{ fieldId: 'status', from: '1', to: '2' }] },
  });

  it('is an item of its project and of each of its components, without texts', () => {
    const items = webhook.toItems(delivery);
    expect(
      items.map(({ scope, stream }) => [scope.externalId, stream]),
    ).toEqual([
      ['PAY', 'issues'],
      ['PAY/check out', 'issues'],
    ]);
    expect(JSON.stringify(items)).not.toContain('text');
  });

  it('has its changes read from Jira, as it brings the last ones alone', () => {
    expect(JSON.stringify(webhook.toItems(delivery))).not.toContain('changes');
    expect(webhook.changedStreams?.(delivery)).toEqual([
      { scope: { externalId: 'PAY' }, streams: ['issues'] },
      { scope: { externalId: 'PAY/check out' }, streams: ['issues'] },
    ]);
  });
});

it.each([
  deliver('jira:issue_updated', { issue, changelog: { items: [] } }),
  deliver('sprint_closed', {
    sprint: { id: 3, originBoardId: 12, goal: 'A text' },
  }),
])('is understood by what is kept of it, which has no texts: %j', delivery => {
  const kept = webhook.keep!(delivery);
  expect(JSON.stringify(kept)).not.toContain('text');
  expect(webhook.toItems({ headers: {}, body: kept })).toEqual(
    webhook.toItems(delivery),
  );
  expect(webhook.changedStreams?.({ headers: {}, body: kept })).toEqual(
    webhook.changedStreams?.(delivery),
  );
});

it.each([
  'sprint_created',
  'sprint_started',
  'sprint_closed',
  'sprint_deleted',
])('the event %s has the sprints of its board read', event => {
  const delivery = deliver(event, { sprint: { id: 3, originBoardId: 12 } });
  expect(webhook.toItems(delivery)).toEqual([]);
  expect(webhook.changedStreams?.(delivery)).toEqual([
    { scope: { externalId: 'board:12' }, streams: ['sprints'] },
  ]);
});

it.each([
  deliver('jira:issue_deleted', { issue }),
  deliver('comment_created', { issue }),
  deliver('jira:issue_updated', {}),
  deliver('jira:issue_updated', { issue: { id: 1 } }),
  deliver('jira:issue_updated', { issue: { ...issue, fields: {} } }),
  deliver('sprint_closed', {}),
  { headers: {}, body: {} },
])('gives nothing of %j', delivery => {
  expect(webhook.toItems(delivery)).toEqual([]);
  expect(webhook.changedStreams?.(delivery)).toEqual([]);
});
