import type {
  BandLevel,
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  IncidentsAnswer,
  SingleMetricAnswer,
  TeamAnswer,
  TeamNowAnswer,
  TeamSection,
} from '../api/types';
import type {
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
} from '../api/overview';
import type {
  Clock,
  Cohort,
  MetricDefinition,
  MetricWindow,
} from '../metrics/types';

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

/** How it is measured, as the reader chooses. */
export interface MeasuringChoice {
  /** Everyone's work by default. */
  readonly cohort?: Cohort;
  /** By the clock by default. */
  readonly clock?: Clock;
  /** Of a group that has groups below it: whether what they own counts too. */
  readonly isWithSubTeams?: boolean;
}

export interface TeamRequest
  extends DoraRequest,
    Omit<MeasuringChoice, 'cohort'> {
  readonly section: TeamSection;
}

export interface TeamNowRequest
  extends EntityRequest,
    Pick<MeasuringChoice, 'isWithSubTeams'> {}

export interface MetricRequest extends DoraRequest, MeasuringChoice {
  readonly metricId: string;
}

export interface ExplainRequest extends WindowRequest, MeasuringChoice {
  readonly metricId: string;
  readonly cursor?: string;
  /** Records in a page; 50 by default, 1,000 at most. */
  readonly limit?: number;
}

/** The windows of overviews, whose values are kept. */
export type OverviewDays = 30 | 90 | 180 | 365;

/** Which services of a system, domain or group an overview is of. */
export interface OverviewRequest extends EntityRequest {
  readonly days: OverviewDays;
  readonly lifecycle?: string;
  readonly tag?: string;
}

export interface OverviewServicesRequest extends OverviewRequest {
  /** Only services in this band of this metric. */
  readonly band?: {
    readonly metricId: string;
    readonly level: BandLevel | 'unknown';
  };
  readonly cursor?: string;
  /** Services in a page; 500 by default, 1,000 at most. */
  readonly limit?: number;
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
  getTeam(request: TeamRequest): Promise<TeamAnswer>;
  getTeamNow(request: TeamNowRequest): Promise<TeamNowAnswer>;
  getMetric(request: MetricRequest): Promise<SingleMetricAnswer>;
  explainMetric(request: ExplainRequest): Promise<ExplainAnswer>;
  listDeployments(request: PagedRequest): Promise<DeploymentsAnswer>;
  listIncidents(request: PagedRequest): Promise<IncidentsAnswer>;
  getEntityHealth(request: EntityRequest): Promise<EntityHealth>;
  listOverviewTargets(options?: {
    signal?: AbortSignal;
  }): Promise<OverviewTargetsAnswer>;
  getOverview(request: OverviewRequest): Promise<OverviewAnswer>;
  listOverviewServices(
    request: OverviewServicesRequest,
  ): Promise<OverviewServicesAnswer>;
  getOverviewChanges(request: OverviewRequest): Promise<OverviewChangesAnswer>;
  getOverviewCompleteness(
    request: OverviewRequest,
  ): Promise<OverviewCompletenessAnswer>;
  markDeployment(deploymentId: string, mark: DeploymentMark): Promise<void>;
  unmarkDeployment(deploymentId: string): Promise<void>;
  attributeIncident(
    incidentId: string,
    attribution: IncidentAttribution,
  ): Promise<void>;
}
