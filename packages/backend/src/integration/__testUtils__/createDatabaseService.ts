import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Backstage's own databases, whose connections the test closes: Backstage leaves them to the end of the process. */
export function createDatabaseService() {
  const clients = new Set<Knex>();
  const factory = createServiceFactory({
    service: coreServices.database,
    deps: {
      config: coreServices.rootConfig,
      lifecycle: coreServices.lifecycle,
      logger: coreServices.logger,
      pluginMetadata: coreServices.pluginMetadata,
    },
    createRootContext: ({ config }) => DatabaseManager.fromConfig(config),
    factory({ pluginMetadata, lifecycle, logger }, manager) {
      const database = manager.forPlugin(pluginMetadata.getId(), {
        lifecycle,
        logger,
      });
      return {
        ...database,
        async getClient() {
          const client = await database.getClient();
          clients.add(client);
          return client;
        },
      };
    },
  });
  return {
    factory,
    async close() {
      await Promise.all([...clients].map(client => client.destroy()));
    },
  };
}
