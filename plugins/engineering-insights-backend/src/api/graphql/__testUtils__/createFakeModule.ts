import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  type Connector,
  engineeringInsightsConnectorsExtensionPoint,
} from '@sei-platform/plugin-engineering-insights-node';
import { createFakeConnector } from '../../../ingestion/__testUtils__/createFakeConnector';

/** A source at which people are known by their login; nothing is read from it where no other connector is given. */
export const createFakeModule = (
  connector: Connector = createFakeConnector({ url: 'http://fake.invalid' }),
) =>
  createBackendModule({
    pluginId: 'engineering-insights',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { connectors: engineeringInsightsConnectorsExtensionPoint },
        async init({ connectors }) {
          connectors.addConnector({
            ...connector,
            identitiesOf(user) {
              const login =
                user.metadata.annotations?.['github.com/user-login'];
              return login ? [{ source: 'fake', login }] : [];
            },
          });
        },
      });
    },
  });
