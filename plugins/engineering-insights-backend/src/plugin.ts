import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { engineeringInsightsBasicPermissions } from '@sei-platform/plugin-engineering-insights-common';
import {
  engineeringInsightsConnectorsExtensionPoint,
  engineeringInsightsMetricsExtensionPoint,
} from '@sei-platform/plugin-engineering-insights-node';
import { isError } from '@backstage/errors';
import { createOffRouter } from './api/createOffRouter';
import { checkPostgres } from './database/checkPostgres';
import { addMetricResources } from './permissions/addMetricResources';
import { Contributions } from './plugin/Contributions';
import { startPlugin } from './plugin/startPlugin';

/** The backend of Engineering Insights: owns the data, calculates the metrics and serves them. */
export const engineeringInsightsPlugin = createBackendPlugin({
  pluginId: 'engineering-insights',
  register(env) {
    const contributions = new Contributions();
    env.registerExtensionPoint(
      engineeringInsightsConnectorsExtensionPoint,
      contributions,
    );
    env.registerExtensionPoint(
      engineeringInsightsMetricsExtensionPoint,
      contributions,
    );

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auth: coreServices.auth,
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { database, httpRouter, logger, permissionsRegistry } = services;
        permissionsRegistry.addPermissions([
          ...engineeringInsightsBasicPermissions,
        ]);
        const { toFilter } = addMetricResources({
          permissionsRegistry,
          getKnex: () => database.getClient(),
        });
        // Each route asks for credentials itself, so that every error has one shape, 401 included.
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });

        // The portal and its other plugins start whatever is wrong here.
        try {
          const knex = await database.getClient();
          const check = await checkPostgres({ knex });
          if (!check.isSupported) {
            logger.warn(check.message);
            httpRouter.use(createOffRouter({ message: check.message }));
            return;
          }
          httpRouter.use(
            await startPlugin({ services, contributions, knex, toFilter }),
          );
        } catch (error) {
          const message = `Engineering Insights is off: ${
            isError(error) ? error.message : String(error)
          }`;
          logger.error(message);
          httpRouter.use(createOffRouter({ message }));
        }
      },
    });
  },
});
