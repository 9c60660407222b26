import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  engineeringInsightsMetricReadPermission,
  engineeringInsightsPeopleReadPermission,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  createEngineeringInsightsConditionalDecision,
  engineeringInsightsConditions,
} from '@sei-platform/plugin-engineering-insights-node';

const { hasMetricId, isMemberOf, isOwnerOf } = engineeringInsightsConditions;

/** DORA's metrics are for everybody, all others for those whose service or team it is. */
const examplePolicy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (isPermission(permission, engineeringInsightsMetricReadPermission)) {
      return createEngineeringInsightsConditionalDecision(permission, {
        anyOf: [
          isOwnerOf({ claims }),
          isMemberOf({ claims }),
          hasMetricId({ metricIds: ['dora.*'] }),
        ],
      });
    }
    if (isPermission(permission, engineeringInsightsPeopleReadPermission)) {
      const isManager = claims.includes('group:default/managers');
      return {
        result: isManager ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      };
    }
    return { result: AuthorizeResult.ALLOW };
  },
};

/** Has the portal decide so. */
export const permissionModuleExample = createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(examplePolicy);
      },
    });
  },
});
