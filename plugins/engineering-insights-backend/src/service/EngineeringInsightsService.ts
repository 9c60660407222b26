import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  AnalyticsAnswer,
  AnalyticsTopic,
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
  MeasuredAs,
  LiveKeyAnswer,
  MetricsAnswer,
  PoliciesAnswer,
  PolicyComparison,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
  PersonErasureAnswer,
  PersonExportAnswer,
  PullRequestsAnswer,
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
import type { FollowedChanges } from './changes';
import type { StreamsQuestion } from './operateSources';
import type { DeveloperDetails, ProductivityAnswer } from './developers';
import type { EntityDetails } from './entities';
import type {
  CommitRow,
  FactPage,
  FactsOf,
  IssueRow,
  PullRequestRow,
  ReviewRow,
} from './facts';
import type { MetricsOfMany, MetricsOfManyInput } from './metricsOfMany';
import type { OverviewFilter } from './overview';
import type { RepositoryDetails, RepositoryHealth } from './repositories';

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

/** Facts of a repository, or of what the caller did, in a window. */
export interface FactsInput extends Caller, PageInput {
  readonly of: FactsOf;
  readonly window: WindowInput;
}

/** Which services an overview is of, in which of the windows whose values are kept. */
export interface OverviewInput extends EntityQuestion {
  readonly days: number;
  readonly filter: OverviewFilter;
}

/** How it is measured, as the reader chooses. */
export interface MeasuringInput extends MeasuredAs {
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
    options: WindowQuestion & MeasuredAs & { isCompared: boolean },
  ): Promise<DoraAnswer>;
  getTeam(
    options: WindowQuestion &
      Omit<MeasuringInput, 'cohort' | 'unit' | 'start'> & {
        section: TeamSection;
        isCompared: boolean;
      },
  ): Promise<TeamAnswer>;
  /** What waits at this moment. */
  getTeamNow(
    options: EntityQuestion & Pick<MeasuringInput, 'isWithSubTeams'>,
  ): Promise<TeamNowAnswer>;
  /** Of some refs those that are measured and that the caller may see, each by its ref. */
  getEntities(
    options: Caller & { entityRefs: readonly string[] },
  ): Promise<ReadonlyMap<string, EntityDetails>>;
  /** The metrics of one topic of one entity. */
  getAnalytics(
    options: WindowQuestion &
      Omit<MeasuringInput, 'cohort' | 'unit' | 'start'> & {
        topic: AnalyticsTopic;
        isCompared: boolean;
      },
  ): Promise<AnalyticsAnswer>;
  /** Metrics of many entities in one window, in a few queries; those that the caller may not see are left out. */
  getMetrics(options: Caller & MetricsOfManyInput): Promise<MetricsOfMany>;
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
      offset?: number;
    },
  ): Promise<IncidentsAnswer>;
  getEntityHealth(options: EntityQuestion): Promise<EntityHealth>;
  getLiveKey(options: EntityQuestion): Promise<LiveKeyAnswer>;
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
  /** All that is stored of a User of the catalog. */
  exportPerson(options: EntityQuestion): Promise<PersonExportAnswer>;
  /** Has nothing more stored of a User of the catalog. */
  erasePerson(options: EntityQuestion): Promise<PersonErasureAnswer>;
  /** The groups below a group, at any depth, that the caller may see. */
  listTeams(options: EntityQuestion): Promise<readonly EntityDetails[]>;
  /** All groups of the catalog that the caller may see. */
  listGroups(options: Caller): Promise<readonly EntityDetails[]>;
  /** The groups that are at the top of others, or have none above them, and that the caller may see. */
  listOrganizations(options: Caller): Promise<readonly EntityDetails[]>;
  /** The components that belong to an entity now and that the caller may see. */
  listServices(options: EntityQuestion): Promise<readonly EntityDetails[]>;
  /** Of some groups the ref of the one at the top of each. */
  getTopGroups(
    options: Caller & { entityRefs: readonly string[] },
  ): Promise<ReadonlyMap<string, string>>;
  /** Of some groups the domain of the e-mail address that the catalog says they have. */
  getMailDomains(
    options: Caller & { groupRefs: readonly string[] },
  ): Promise<ReadonlyMap<string, string>>;
  /** Of some entities the refs of the groups that own each. */
  getOwners(
    options: Caller & { entityRefs: readonly string[] },
  ): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Of some ids those of which the caller may see an entity that reads it. */
  getRepositories(
    options: Caller & { ids: readonly string[] },
  ): Promise<ReadonlyMap<string, RepositoryDetails>>;
  /** What an entity, and what belongs to it now, reads. */
  listRepositories(
    options: EntityQuestion,
  ): Promise<readonly RepositoryDetails[]>;
  getRepositoryHealth(
    options: Caller & { id: string },
  ): Promise<RepositoryHealth>;
  listCommits(options: FactsInput): Promise<FactPage<CommitRow>>;
  listPullRequests(options: FactsInput): Promise<FactPage<PullRequestRow>>;
  /** Those of all repositories that an entity, and what belongs to it now, reads. */
  listEntityPullRequests(
    options: WindowQuestion & PageInput,
  ): Promise<PullRequestsAnswer>;
  listIssues(options: FactsInput): Promise<FactPage<IssueRow>>;
  /** Of some pull requests, by the id of these. */
  listReviews(
    options: Caller & { pullRequestIds: readonly string[] },
  ): Promise<ReadonlyMap<string, readonly ReviewRow[]>>;
  /** Ref of the User who asks; undefined where that is a service. */
  getCallerRef(options: Caller): Promise<string | undefined>;
  /** Of some refs the Users that the catalog shows to the caller. */
  getDevelopers(
    options: Caller & { userRefs: readonly string[] },
  ): Promise<ReadonlyMap<string, DeveloperDetails>>;
  /** How many Users the catalog says are members of a group. */
  countMembers(options: Caller & { group: EntityName }): Promise<number>;
  /** The members of a group, as the catalog shows them to the caller. */
  listDevelopers(
    options: Caller & { group: EntityName; offset: number; limit: number },
  ): Promise<{ items: readonly DeveloperDetails[]; totalCount: number }>;
  /** What the caller did; of anyone else a NotAllowedError. */
  getProductivity(
    options: Caller & { developer: EntityName; window: WindowInput },
  ): Promise<ProductivityAnswer>;
  /** Ids of the metrics of an entity that the caller may read; none of one that he does not see. */
  listReadableMetrics(
    options: Caller & { entityRef: string },
  ): Promise<readonly string[]>;
  /** Of some entities, or of all that the caller sees, whose values are calculated anew, until the signal says that it is enough. */
  followChanges(
    options: Caller & {
      /** In lower case. */
      entityRefs?: readonly string[];
      lastEventId?: string;
      signal: AbortSignal;
    },
  ): Promise<FollowedChanges>;
}
