import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { engineeringInsightsConnectorsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { createGitConnector } from './connector';
import { createRefusalLogger } from './createRefusalLogger';
import { findGitProblem } from './git/findGit';
import { openStores } from './mirrors/openStores';
import { readGitSources } from './readGitSources';
import { readIntegratedHosts } from './readIntegratedHosts';

/** Adds the repositories of hosts and directories as sources. */
export const engineeringInsightsModuleGit = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'git',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        connectors: engineeringInsightsConnectorsExtensionPoint,
      },
      async init({ config, logger, connectors }) {
        const say = (message: string) =>
          connectors.reportUnavailable({ id: 'git', title: 'Git', message });
        const { sources, unavailable } = readGitSources(config);
        for (const message of unavailable) say(message);
        if (sources.length === 0) return;
        const problem = await findGitProblem();
        if (problem) {
          say(problem);
          return;
        }
        const { stores, problems } = await openStores(sources);
        for (const message of problems) say(message);
        const integratedHosts = readIntegratedHosts(config);
        const allowed = sources.flatMap(source => source.allowed);
        const onEntity = createRefusalLogger({ logger, allowed });
        for (const source of sources) {
          const store = stores.get(source.cacheDirectory);
          if (!store) continue;
          connectors.addConnector(
            createGitConnector({ source, store, integratedHosts, onEntity }),
          );
        }
      },
    });
  },
});
