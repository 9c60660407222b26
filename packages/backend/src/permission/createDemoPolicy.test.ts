import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import { engineeringInsightsDeliveryCorrectPermission } from '@sei-platform/plugin-engineering-insights-common';
import { createDemoPolicy } from './createDemoPolicy';

const policy = createDemoPolicy({
  config: new ConfigReader({
    auth: {
      providers: {
        demo: {
          people: [
            { userEntityRef: 'user:default/developer' },
            {
              userEntityRef: 'user:default/operator',
              may: [
                'engineering-insights.source.read',
                'engineering-insights.delivery.correct',
              ],
            },
          ],
        },
      },
    },
  }),
});

async function decide(permission: string, userEntityRef?: string) {
  const user = userEntityRef && { info: { userEntityRef } };
  return policy.handle(
    { permission: createPermission({ name: permission, attributes: {} }) },
    user as PolicyQueryUser | undefined,
  );
}

describe('the demo policy', () => {
  it.each([
    ['engineering-insights.source.read', 'user:default/operator', 'ALLOW'],
    ['engineering-insights.source.manage', 'user:default/operator', 'DENY'],
    ['engineering-insights.source.read', 'user:default/developer', 'DENY'],
    ['engineering-insights.source.read', 'user:default/stranger', 'DENY'],
    ['engineering-insights.source.read', undefined, 'DENY'],
    ['engineering-insights.metric.read', 'user:default/developer', 'ALLOW'],
    ['engineering-insights.people.read', 'user:default/developer', 'ALLOW'],
    ['catalog.entity.read', 'user:default/developer', 'ALLOW'],
  ] as const)('answers %s of %s with %s', async (permission, user, result) => {
    expect(await decide(permission, user)).toEqual({
      result: AuthorizeResult[result],
    });
  });

  it.each([
    ['user:default/operator', 'CONDITIONAL'],
    ['user:default/developer', 'DENY'],
  ] as const)('answers %s who corrects with %s', async (person, result) => {
    const user = { info: { userEntityRef: person } } as PolicyQueryUser;
    const permission = engineeringInsightsDeliveryCorrectPermission;
    expect(await policy.handle({ permission }, user)).toMatchObject({
      result: AuthorizeResult[result],
    });
  });
});
