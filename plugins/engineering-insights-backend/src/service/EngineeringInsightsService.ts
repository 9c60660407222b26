import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  BandLevel,
  Clock,
  Cohort,
  CorrectionsAnswer,
  DeploymentGap,
  DeploymentsAnswer,
  DoctorAnswer,
  DoctorTrial,
  DoraAnswer,
  EntityHealth,
  EntityTriageAnswer,
  ExplainAnswer,
  IncidentAttribution,
  Fraction,
  GapsAnswer,
  IncidentRow,
  IncidentsAnswer,
  IntakeAnswer,
  MetricsAnswer,
  PoliciesAnswer,
  PolicyComparison,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
  ReplayAnswer,
  ServicesHealthAnswer,
  SingleMetricAnswer,
  SourcesAnswer,
  SourcesSummaryAnswer,
  StreamReplayAnswer,
  StreamsAnswer,
  TeamAnswer,
  TeamNowAnswer,
  TeamSection,
  TriageAnswer,
  TriageDeploymentsAnswer,
  TriageIncidentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Intake } from '../ingestion/intake/Intake';
import type { Badge } from '../badges';
import type { EntityName } from './authorise';
import type { StreamsQuestion } from './operateSources';
import type { OverviewFilter } from './overview';

export interface Caller {
  readonly credentials: BackstageCredentials;
}

/** ISO dates or instants; both absent means 90 days that end with today. */
export interface WindowInput {
  readonly from?: string;
  readonly to?: string;
}

export interface EntityQuestion extends Caller {
  readonly entity: EntityName;
}

export interface WindowQuestion extends EntityQuestion {
  readonly window: WindowInput;
}

/** Which part of a list is wanted: the first, or what follows a page. */
export interface PageInput {
  readonly cursor?: string;
  readonly limit: number;
}

/** Which services an overview is of, in which of the windows whose values are kept. */
export interface OverviewInput extends EntityQuestion {
  readonly days: number;
  readonly filter: OverviewFilter;
}

/** How it is measured, as the reader chooses. */
export interface MeasuringInput {
  readonly cohort: Cohort;
  readonly clock: Clock;
  /** Of a group that has groups below it: whether what they own counts too. */
  readonly isWithSubTeams?: boolean;
}

/**
 * The only thing that the APIs call. Each method takes the caller's
 * credentials and passes one `authorise` step before any SQL, so that no two
 * APIs can disagree on who may see what.
 */
export interface EngineeringInsightsService {
  listMetrics(options: Caller): Promise<MetricsAnswer>;
  getDora(
    options: WindowQuestion & { isCompared: boolean },
  ): Promise<DoraAnswer>;
  getTeam(
    options: WindowQuestion &
      Omit<MeasuringInput, 'cohort'> & {
        section: TeamSection;
        isCompared: boolean;
      },
  ): Promise<TeamAnswer>;
  /** What waits at this moment. */
  getTeamNow(
    options: EntityQuestion & Pick<MeasuringInput, 'isWithSubTeams'>,
  ): Promise<TeamNowAnswer>;
  getMetric(
    options: WindowQuestion &
      MeasuringInput & { metricId: string; isCompared: boolean },
  ): Promise<SingleMetricAnswer>;
  explainMetric(
    options: WindowQuestion &
      MeasuringInput & { metricId: string; cursor?: string; limit: number },
  ): Promise<ExplainAnswer>;
  listDeployments(
    options: WindowQuestion & { limit: number; offset: number },
  ): Promise<DeploymentsAnswer>;
  listIncidents(
    options: WindowQuestion & {
      attribution?: IncidentRow['attribution'];
      limit: number;
    },
  ): Promise<IncidentsAnswer>;
  getEntityHealth(options: EntityQuestion): Promise<EntityHealth>;
  /** What a rule would match of the stored facts of a component, and how its metrics would change. */
  previewRule(
    options: EntityQuestion & { trial: DoctorTrial },
  ): Promise<DoctorAnswer>;
  /** The policy of an entity with what sets each part, and all that it had. */
  listPolicies(options: EntityQuestion): Promise<PoliciesAnswer>;
  /** What the entity would have delivered under another policy than the one in force. */
  comparePolicies(
    options: WindowQuestion & {
      /** The id of a version that it had, `default`, or the name of a policy. */
      with: string;
      limit: number;
      offset: number;
    },
  ): Promise<PolicyComparison>;
  /** Without credentials: what an entity shows to everyone by its annotation. */
  readBadge(options: { metricId: string; entity: EntityName }): Promise<Badge>;
  /** What keeps a fraction of data health from being whole. */
  listGaps(
    options: WindowQuestion & {
      fraction: Fraction['id'];
      limit: number;
      offset: number;
    },
  ): Promise<GapsAnswer>;
  /** The health of each service of an entity. */
  listServicesHealth(options: WindowQuestion): Promise<ServicesHealthAnswer>;
  /** The systems, domains and groups that the caller can have an overview of. */
  listOverviewTargets(options: Caller): Promise<OverviewTargetsAnswer>;
  getOverview(options: OverviewInput): Promise<OverviewAnswer>;
  listOverviewServices(
    options: OverviewInput & {
      band?: { metricId: string; level: BandLevel | 'unknown' };
      limit: number;
      offset: number;
    },
  ): Promise<OverviewServicesAnswer>;
  /** What moved from the window before, and what of that is whose. */
  getOverviewChanges(options: OverviewInput): Promise<OverviewChangesAnswer>;
  getOverviewCompleteness(
    options: OverviewInput,
  ): Promise<OverviewCompletenessAnswer>;
  markDeployment(
    options: Caller & {
      deploymentId: string;
      mark: { isFailed: boolean; recoveredAt?: string; note: string };
    },
  ): Promise<void>;
  unmarkDeployment(options: Caller & { deploymentId: string }): Promise<void>;
  attributeIncident(
    options: Caller & {
      incidentId: string;
      attribution: IncidentAttribution;
    },
  ): Promise<void>;
  unattributeIncident(options: Caller & { incidentId: string }): Promise<void>;
  /** Of a correction as it is listed. */
  takeBackCorrection(options: Caller & { correctionId: string }): Promise<void>;
  /** What waits for a person among the services of an entity that the caller sees. */
  getTriage(options: EntityQuestion): Promise<EntityTriageAnswer>;
  listTriageIncidents(
    options: EntityQuestion & PageInput,
  ): Promise<TriageIncidentsAnswer>;
  listTriageDeployments(
    options: EntityQuestion & PageInput & { gap: DeploymentGap },
  ): Promise<TriageDeploymentsAnswer>;
  listCorrections(
    options: EntityQuestion & PageInput,
  ): Promise<CorrectionsAnswer>;
  receiveEvents(options: Caller & { intake: Intake }): Promise<IntakeAnswer>;
  /** Understands anew what was pushed into a scope. */
  replayEvents(options: Caller & { scope: string }): Promise<ReplayAnswer>;
  listSources(options: Caller): Promise<SourcesAnswer>;
  /** The same added up, whatever the number of streams. */
  summarizeSources(options: Caller): Promise<SourcesSummaryAnswer>;
  listStreams(options: Caller & StreamsQuestion): Promise<StreamsAnswer>;
  /** What no entity hears of, for operators. */
  listTriage(options: Caller & { limit: number }): Promise<TriageAnswer>;
  retryStream(options: Caller & { streamId: number }): Promise<void>;
  replayStream(
    options: Caller & { streamId: number },
  ): Promise<StreamReplayAnswer>;
}
