import { createBackendModule } from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createFakeConnector } from '../../../ingestion/__testUtils__/createFakeConnector';

/** A source that nothing is read from, at which people are known by their login. */
export const fakeModule = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'fake',
  register(env) {
    env.registerInit({
      deps: { connectors: engineeringInsightsConnectorsExtensionPoint },
      async init({ connectors }) {
        connectors.addConnector({
          ...createFakeConnector({ url: 'http://fake.invalid' }),
          identitiesOf(user) {
            const login = user.metadata.annotations?.['github.com/user-login'];
            return login ? [{ source: 'fake', login }] : [];
          },
        });
      },
    });
  },
});
