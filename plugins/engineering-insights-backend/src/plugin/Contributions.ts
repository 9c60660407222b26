import type {
  Connector,
  EngineeringInsightsConnectorsExtensionPoint,
  EngineeringInsightsMetricsExtensionPoint,
  Metric,
} from '@sei-platform/plugin-engineering-insights-node';

export interface UnavailableSource {
  readonly id: string;
  readonly title: string;
  readonly message: string;
}

/** What modules add before the plugin starts. */
export class Contributions
  implements
    EngineeringInsightsConnectorsExtensionPoint,
    EngineeringInsightsMetricsExtensionPoint
{
  readonly connectors: Connector[] = [];
  readonly metrics: Metric[] = [];
  readonly unavailableSources: UnavailableSource[] = [];

  addConnector(connector: Connector): void {
    const { id, origin } = connector;
    if (
      this.connectors.some(other => other.id === id && other.origin === origin)
    ) {
      throw new Error(
        `The source ${id} of ${origin} is added twice. Remove one of its entries in the configuration.`,
      );
    }
    this.connectors.push(connector);
  }

  addMetric(metric: Metric): void {
    this.metrics.push(metric);
  }

  reportUnavailable(source: UnavailableSource): void {
    this.unavailableSources.push(source);
  }
}
