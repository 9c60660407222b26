import type { JsonObject } from '@backstage/types';
import { webhookRequest } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { recorded } from './__testUtils__/recorded';
import { azureDevopsWebhook } from './webhook';

const webhook = azureDevopsWebhook('hush');
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const BODY = { id: 'notification-1', subscriptionId: 'subscription-1' };

function verify(headers: Record<string, string>, body: unknown = BODY) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return webhook.verify(webhookRequest({ headers, body: Buffer.from(text) }));
}

describe('the door', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['the password of anybody', { authorization: basic('hooks:hush') }, true],
    ['a password with a colon', { authorization: basic('hooks:hush:') }, false],
    ['the header', { 'x-engineering-insights-secret': 'hush' }, true],
    ['another password', { authorization: basic('hooks:other') }, false],
    ['a longer secret', { 'x-engineering-insights-secret': 'hush!' }, false],
    ['the secret as a user', { authorization: basic('hush:') }, false],
    ['a bearer', { authorization: 'Bearer hush' }, false],
    ['no password', { authorization: basic('hush') }, false],
    ['nothing', {}, false],
  ])('knows %s', (_, headers, isVerified) => {
    expect(verify(headers).isVerified).toBe(isVerified);
  });

  it.each<[string, unknown, string | undefined]>([
    ['its subscription and its number', BODY, 'subscription-1/notification-1'],
    ['nothing without both', { id: 'notification-1' }, undefined],
    ['nothing where there is no JSON', 'x', undefined],
    ['nothing where the JSON is null', 'null', undefined],
  ])('tells a delivery by %s', (_, body, deliveryId) => {
    const headers = { 'x-engineering-insights-secret': 'hush' };
    expect(verify(headers, body)).toEqual({
      isVerified: true,
      ...(deliveryId && { deliveryId }),
    });
  });
});

const resourceOf = (name: string) => recorded('goscm_webhooks')[name].raw;

function changed(body: JsonObject) {
  return webhook.changedStreams!({ headers: {}, body }).map(
    ({ scope, streams }) => [scope.externalId, ...streams],
  );
}

describe('an event has read', () => {
  const repository = { name: 'Payments', project: { name: 'Shop' } };
  const definition = { name: 'Payments-Deploy', project: { name: 'Shop' } };
  const artifacts = [
    {
      type: 'Git',
      isPrimary: true,
      definitionReference: { definition: { name: 'Manifests' } },
    },
    {
      type: 'Build',
      definitionReference: {
        definition: { name: 'Payments-Deploy' },
        repository: { name: 'Payments' },
      },
    },
  ];

  it.each<[string, JsonObject, string[][]]>([
    [
      'git.pullrequest.updated',
      { repository },
      [
        ['shop/payments', 'pull-requests'],
        ['shop/_git/payments', 'pull-requests'],
      ],
    ],
    [
      'git.push',
      { repository, refUpdates: [{ name: 'refs/tags/v1' }] },
      [
        ['shop/payments', 'tags'],
        ['shop/_git/payments', 'tags'],
      ],
    ],
    [
      'git.push',
      {
        repository: { ...repository, defaultBranch: 'refs/heads/main' },
        refUpdates: [{ name: 'refs/heads/x' }, { name: 'refs/heads/main' }],
      },
      [
        ['shop/payments', 'commits'],
        ['shop/_git/payments', 'commits'],
      ],
    ],
    [
      'build.complete',
      { definition, repository: { name: 'Payments' } },
      [
        ['shop/_build/payments-deploy', 'builds', 'environment-deployments'],
        ['shop/payments', 'builds', 'environment-deployments'],
      ],
    ],
    [
      'build.complete',
      { definition },
      [['shop/_build/payments-deploy', 'builds', 'environment-deployments']],
    ],
    [
      'ms.vss-release.deployment-completed-event',
      { project: { name: 'Shop' }, deployment: { release: { artifacts } } },
      [
        ['shop/manifests', 'release-deployments'],
        ['shop/_build/payments-deploy', 'release-deployments'],
        ['shop/payments', 'release-deployments'],
      ],
    ],
    [
      'ms.vss-release.deployment-completed-event',
      { project: { name: 'Shop' }, environment: { name: 'Production' } },
      [],
    ],
    [
      'workitem.updated',
      { revision: { fields: { 'System.AreaPath': 'Shop\\Returns\\Refunds' } } },
      [
        ['shop/_workitems/', 'work-items'],
        ['shop/_workitems/returns', 'work-items'],
        ['shop/_workitems/returns\\refunds', 'work-items'],
      ],
    ],
    [
      'workitem.created',
      { fields: { 'System.AreaPath': 'Shop' } },
      [['shop/_workitems/', 'work-items']],
    ],
    ['git.repo.created', { repository }, []],
    ['git.push', {}, []],
    ['workitem.updated', {}, []],
  ])('%s: %j', (eventType, resource, expected) => {
    expect(changed({ eventType, resource })).toEqual(expected);
  });

  it('a pull request tells no labels where the event has none', () => {
    const labelsOf = (labels?: object[]) => {
      const body = resourceOf('pr_created');
      const [{ item }] = webhook.toItems({
        headers: {},
        body: { ...body, resource: { ...body.resource, labels } },
      });
      return (item as { pullRequest: JsonObject }).pullRequest.labels;
    };
    expect(labelsOf()).toBeUndefined();
    expect(labelsOf([{ name: 'urgent' }])).toEqual(['urgent']);
  });

  it('nothing without a resource', () => {
    expect(changed({ eventType: 'git.push' })).toEqual([]);
    expect(
      webhook.toItems({
        headers: {},
        body: { eventType: 'git.pullrequest.created' },
      }),
    ).toEqual([]);
  });
});

describe('what the inbox keeps', () => {
  const bodies: [string, JsonObject][] = [
    'pr_created',
    'pr_updated',
    'pr_merged',
    'push',
  ].map(name => [name, resourceOf(name)]);

  it.each(bodies)('of %s is understood as the whole was', (_, body) => {
    const kept = webhook.keep!({ headers: {}, body });
    const of = (each: JsonObject) => ({
      items: webhook.toItems({ headers: {}, body: each }),
      changed: webhook.changedStreams!({ headers: {}, body: each }),
    });
    expect(of(kept)).toEqual(of(body));
    expect(of(kept).changed).not.toEqual([]);
  });

  it.each(['build_complete', 'deployment_completed', 'workitem_updated'])(
    'of %s is too',
    name => {
      const { body } = jest.requireActual(
        `./__fixtures__/webhook.${name}.described.json`,
      );
      const kept = webhook.keep!({ headers: {}, body });
      expect(webhook.changedStreams!({ headers: {}, body: kept })).toEqual(
        webhook.changedStreams!({ headers: {}, body }),
      );
      expect(webhook.changedStreams!({ headers: {}, body })).not.toEqual([]);
    },
  );

  it('are no texts of people and no commits', () => {
    const body = {
      ...resourceOf('push'),
      message: { text: 'Mira pushed' },
      resource: { ...resourceOf('push').resource, pushedBy: { id: 'x' } },
    };
    const text = JSON.stringify(webhook.keep!({ headers: {}, body }));
    expect(text).not.toMatch(/Mira|pushedBy|comment|person/);
  });
});
