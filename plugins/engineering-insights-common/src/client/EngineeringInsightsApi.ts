import type { DoctorAnswer, DoctorTrial } from '../api/doctor';
import type { PoliciesAnswer, PolicyComparison } from '../api/policies';
import type { GapsAnswer, ServicesHealthAnswer } from '../api/health';
import type { LiveKeyAnswer } from '../api/live';
import type {
  SourcesSummaryAnswer,
  StreamReplayAnswer,
  StreamsAnswer,
  StreamState,
} from '../api/sources';
import type {
  BandLevel,
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  Fraction,
  IncidentsAnswer,
  SingleMetricAnswer,
  TeamAnswer,
  TeamNowAnswer,
  TeamSection,
  TriageAnswer,
} from '../api/types';
import type {
  CorrectionsAnswer,
  DeploymentGap,
  EntityTriageAnswer,
  TriageDeploymentsAnswer,
  TriageIncidentsAnswer,
} from '../api/triage';
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
  MeasuredAs,
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

export interface ComparedRequest extends WindowRequest {
  /** Whether the window before is measured too; true by default. */
  readonly compare?: boolean;
}

/** The statistic is of every metric whose value is one of values; unit and start are of change lead time. */
export interface DoraRequest extends ComparedRequest, MeasuredAs {}

/** How it is measured, as the reader chooses; as the definition says by default. */
export interface MeasuringChoice extends MeasuredAs {
  /** Everyone's work by default. */
  readonly cohort?: Cohort;
  /** By the clock by default. */
  readonly clock?: Clock;
  /** Of a group that has groups below it: whether what they own counts too. */
  readonly isWithSubTeams?: boolean;
}

export interface TeamRequest
  extends ComparedRequest,
    Omit<MeasuringChoice, 'cohort' | 'unit' | 'start'> {
  readonly section: TeamSection;
}

export interface TeamNowRequest
  extends EntityRequest,
    Pick<MeasuringChoice, 'isWithSubTeams'> {}

export interface MetricRequest extends ComparedRequest, MeasuringChoice {
  readonly metricId: string;
}

export interface ExplainRequest extends WindowRequest, MeasuringChoice {
  readonly metricId: string;
  readonly cursor?: string;
  /** Records in a page; 50 by default, 1,000 at most. */
  readonly limit?: number;
}

export interface PolicyComparisonRequest extends PagedRequest {
  /** The id of a version that the entity had, `default`, or the name of a policy of the configuration. */
  readonly with: string;
}

/** Without a window the 90 days that end with today are meant. */
export interface HealthRequest extends EntityRequest {
  readonly window?: MetricWindow;
}

export interface GapsRequest extends HealthRequest {
  readonly fraction: Fraction['id'];
  readonly cursor?: string;
  readonly limit?: number;
}

export interface StreamsRequest {
  readonly source?: string;
  readonly origin?: string;
  readonly state?: StreamState;
  /** Part of a scope, of a stream's name or of its error. */
  readonly text?: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly signal?: AbortSignal;
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
export type IncidentAttribution = (
  | { readonly deploymentId: string }
  | { readonly isCausedByChange: false }
) & { readonly note?: string };

/** A page of a list of triage. */
export interface TriageListRequest extends EntityRequest {
  /** The nextCursor of the page before. */
  readonly cursor?: string;
  /** Rows in a page; 50 by default, 200 at most. */
  readonly limit?: number;
}

export interface DoctorRequest extends EntityRequest, DoctorTrial {}

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
  getLiveKey(request: EntityRequest): Promise<LiveKeyAnswer>;
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
  /** What a rule would match of the stored facts of a component, and how its metrics would change; nothing is kept. */
  previewRule(request: DoctorRequest): Promise<DoctorAnswer>;
  /** Takes back what was said of the cause of an incident. */
  unattributeIncident(incidentId: string): Promise<void>;
  /** Takes back a correction as it is listed. */
  takeBackCorrection(correctionId: string): Promise<void>;
  getTriage(request: EntityRequest): Promise<EntityTriageAnswer>;
  listTriageIncidents(
    request: TriageListRequest,
  ): Promise<TriageIncidentsAnswer>;
  listTriageDeployments(
    request: TriageListRequest & { readonly gap: DeploymentGap },
  ): Promise<TriageDeploymentsAnswer>;
  listCorrections(request: TriageListRequest): Promise<CorrectionsAnswer>;
  /** Incidents of which no entity hears; for operators. */
  listUnheardIncidents(options?: {
    limit?: number;
    signal?: AbortSignal;
  }): Promise<TriageAnswer>;
  listPolicies(request: EntityRequest): Promise<PoliciesAnswer>;
  comparePolicies(request: PolicyComparisonRequest): Promise<PolicyComparison>;
  listGaps(request: GapsRequest): Promise<GapsAnswer>;
  listServicesHealth(request: HealthRequest): Promise<ServicesHealthAnswer>;
  summarizeSources(options?: {
    signal?: AbortSignal;
  }): Promise<SourcesSummaryAnswer>;
  listStreams(request: StreamsRequest): Promise<StreamsAnswer>;
  retryStream(streamId: string): Promise<void>;
  replayStream(streamId: string): Promise<StreamReplayAnswer>;
}
