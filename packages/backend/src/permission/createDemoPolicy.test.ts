import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
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
              may: ['engineering-insights.source.read'],
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
    ['catalog.entity.read', 'user:default/developer', 'ALLOW'],
  ] as const)('answers %s of %s with %s', async (permission, user, result) => {
    expect(await decide(permission, user)).toEqual({
      result: AuthorizeResult[result],
    });
  });
});
