import { createBackendModule } from '@backstage/backend-plugin-api';
import { engineeringInsightsMetricsExtensionPoint } from '@sei-platform/plugin-engineering-insights-node';
import { deploymentBatchSize } from './deploymentBatchSize';

/** Adds the metric deployment batch size. */
export const engineeringInsightsModuleBatchSize = createBackendModule({
  pluginId: 'engineering-insights',
  moduleId: 'batch-size',
  register(env) {
    env.registerInit({
      deps: { metrics: engineeringInsightsMetricsExtensionPoint },
      async init({ metrics }) {
        metrics.addMetric(deploymentBatchSize);
      },
    });
  },
});
