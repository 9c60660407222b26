import {
  coreServices,
  createServiceFactory,
  type AuthService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';

/** Test credentials of which a plugin that is asked by another one is told which it is, as the permission backend demands. */
export const authOnBehalf = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }): AuthService {
    const pluginId = plugin.getId();
    const auth: AuthService = mockServices.auth({
      pluginId,
      disableDefaultAuthPolicy: false,
    });
    const actor = { subject: `plugin:${pluginId}` };
    const getPluginRequestToken = auth.getPluginRequestToken.bind(auth);
    return Object.assign(auth, {
      getPluginRequestToken: async (
        asked: Parameters<AuthService['getPluginRequestToken']>[0],
      ) => {
        const { onBehalfOf } = asked;
        if (!auth.isPrincipal(onBehalfOf, 'user'))
          return getPluginRequestToken(asked);
        const { userEntityRef } = onBehalfOf.principal;
        return { token: mockCredentials.user.token(userEntityRef, { actor }) };
      },
    });
  },
});
