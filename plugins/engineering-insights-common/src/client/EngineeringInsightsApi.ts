import type {
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  IncidentsAnswer,
} from '../api/types';
import type { MetricDefinition, MetricWindow } from '../metrics/types';

/** A catalog entity by its three parts, as the API's paths name it. */
export interface EntityName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

export interface EntityRequest {
  readonly entity: EntityName;
  readonly signal?: AbortSignal;
}

/** `from` and `to` are ISO dates or instants; half-open, UTC. */
export interface WindowRequest extends EntityRequest {
  readonly window: MetricWindow;
}

export interface PagedRequest extends WindowRequest {
  readonly cursor?: string;
  readonly limit?: number;
}

export interface DoraRequest extends WindowRequest {
  /** Whether the window before is measured too; true by default. */
  readonly compare?: boolean;
}

export interface ExplainRequest extends WindowRequest {
  readonly metricId: string;
  readonly cursor?: string;
}

/** A person's word on whether a deployment failed. */
export interface DeploymentMark {
  readonly isFailed: boolean;
  /** ISO 8601 instant. */
  readonly recoveredAt?: string;
  readonly note: string;
}

/** A person's word on what caused an incident. */
export type IncidentAttribution =
  | { readonly deploymentId: string }
  | { readonly isCausedByChange: false };

/** What a page or a script asks Engineering Insights; one method per route. */
export interface EngineeringInsightsApi {
  listMetrics(options?: {
    signal?: AbortSignal;
  }): Promise<{ metrics: readonly MetricDefinition[] }>;
  getDora(request: DoraRequest): Promise<DoraAnswer>;
  explainMetric(request: ExplainRequest): Promise<ExplainAnswer>;
  listDeployments(request: PagedRequest): Promise<DeploymentsAnswer>;
  listIncidents(request: PagedRequest): Promise<IncidentsAnswer>;
  getEntityHealth(request: EntityRequest): Promise<EntityHealth>;
  markDeployment(deploymentId: string, mark: DeploymentMark): Promise<void>;
  unmarkDeployment(deploymentId: string): Promise<void>;
  attributeIncident(
    incidentId: string,
    attribution: IncidentAttribution,
  ): Promise<void>;
}
