import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Connector } from './connector';
import type { Metric } from './metric';

export interface EngineeringInsightsConnectorsExtensionPoint {
  addConnector(connector: Connector): void;
  /** Says at start why a source stays off: "Set integrations.github[].token". The portal and the other sources go on. */
  reportUnavailable(source: { id: string; title: string; message: string }): void;
}

/** Where a module adds its source. */
export const engineeringInsightsConnectorsExtensionPoint =
  createExtensionPoint<EngineeringInsightsConnectorsExtensionPoint>({
    id: 'engineering-insights.connectors',
  });

export interface EngineeringInsightsMetricsExtensionPoint {
  addMetric(metric: Metric): void;
}

/** Where a module adds a metric. */
export const engineeringInsightsMetricsExtensionPoint =
  createExtensionPoint<EngineeringInsightsMetricsExtensionPoint>({
    id: 'engineering-insights.metrics',
  });
