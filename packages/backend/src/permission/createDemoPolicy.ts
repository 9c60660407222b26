import type { Config } from '@backstage/config';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { engineeringInsightsDeliveryCorrectPermission } from '@sei-platform/plugin-engineering-insights-common';
import {
  createEngineeringInsightsConditionalDecision,
  engineeringInsightsConditions,
} from '@sei-platform/plugin-engineering-insights-node';

/** What whoever sees an entity in the catalog may read. */
const OF_EVERYBODY: readonly string[] = [
  'engineering-insights.metric.read',
  'engineering-insights.people.read',
];

/**
 * Allows everything but what manages Engineering Insights, which is for the
 * people whose `may` in the configuration names it.
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
        OF_EVERYBODY.includes(permission.name) ||
        permissionsOf
          .get(user?.info.userEntityRef ?? '')
          ?.includes(permission.name);
      if (!isAllowed) return { result: AuthorizeResult.DENY };
      // Without a condition it would be of what they own.
      return isPermission(
        permission,
        engineeringInsightsDeliveryCorrectPermission,
      )
        ? createEngineeringInsightsConditionalDecision(permission, {
            not: engineeringInsightsConditions.hasKind({ kinds: [] }),
          })
        : { result: AuthorizeResult.ALLOW };
    },
  };
}
