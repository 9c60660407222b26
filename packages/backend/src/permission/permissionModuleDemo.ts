import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { createDemoPolicy } from './createDemoPolicy';

/** Gives the people of the demo different permissions. */
export const permissionModuleDemo = createBackendModule({
  pluginId: 'permission',
  moduleId: 'demo-policy',
  register({ registerInit }) {
    registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(createDemoPolicy({ config }));
      },
    });
  },
});
