import type { Config } from '@backstage/config';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';

/**
 * Allows everything but the permissions of Engineering Insights, which are for
 * the people whose `may` in the configuration names them.
 */
export function createDemoPolicy(options: {
  config: Config;
}): PermissionPolicy {
  const people = options.config.getConfigArray('auth.providers.demo.people');
  const permissionsOf = new Map(
    people.map(person => [
      person.getString('userEntityRef'),
      person.getOptionalStringArray('may') ?? [],
    ]),
  );

  return {
    async handle({ permission }, user) {
      const isAllowed =
        !permission.name.startsWith('engineering-insights.') ||
        permissionsOf
          .get(user?.info.userEntityRef ?? '')
          ?.includes(permission.name);
      return {
        result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    },
  };
}
