/**
 * Generated from the OpenAPI document. Do not edit; run:
 * yarn workspace @sei-platform/plugin-engineering-insights-backend generate-operations
 */

import type {
  AnalyticsAnswer,
  CorrectionsAnswer,
  DeploymentsAnswer,
  DoctorAnswer,
  DoraAnswer,
  EntitiesAnswer,
  EntityHealth,
  EntityTriageAnswer,
  ExplainAnswer,
  GapsAnswer,
  IncidentsAnswer,
  IntakeAnswer,
  LiveKeyAnswer,
  MetricsAnswer,
  OrganizationAnswer,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
  PersonErasureAnswer,
  PersonExportAnswer,
  PoliciesAnswer,
  PolicyComparison,
  PullRequestsAnswer,
  ReplayAnswer,
  RepositoriesAnswer,
  ServicesHealthAnswer,
  SingleMetricAnswer,
  SourcesAnswer,
  SourcesSummaryAnswer,
  StreamReplayAnswer,
  StreamsAnswer,
  TeamAnswer,
  TeamDetailsAnswer,
  TeamNowAnswer,
  TriageAnswer,
  TriageDeploymentsAnswer,
  TriageIncidentsAnswer,
} from '../api';

type Nothing = Readonly<Record<never, never>>;

/** What each operation takes and answers. */
export interface Operations {
  /** The definitions of all metrics. */
  readonly listMetrics: {
    readonly path: Nothing;
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: MetricsAnswer;
  };
  /** The five DORA metrics and the phases of one entity in one window, with the window before. */
  readonly getDora: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** What is counted, of a metric whose definition names it in `measures`: commits unless it is given. */
      readonly unit?: "commit" | "pullRequest";
      /** From when on time is counted, of a metric whose definition names it in `measures`: from when the commit was written unless it is given; from its commit date, which a rebase rewrites; from when its pull request was opened or merged. */
      readonly start?: "authored" | "committed" | "opened" | "merged";
    };
    readonly body: undefined;
    readonly answer: DoraAnswer;
  };
  /** One part of the team analytics of a group in one window, with the window before. */
  readonly getTeam: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
      /** The part of the page. */
      readonly section?: "flow" | "planning" | "balance" | "quality";
    };
    readonly body: undefined;
    readonly answer: TeamAnswer;
  };
  /** What waits at this moment for someone of a group to act. */
  readonly getTeamNow: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
    };
    readonly body: undefined;
    readonly answer: TeamNowAnswer;
  };
  /** One metric of one entity in one window: value, comparison and series. */
  readonly getMetric: {
    readonly path: {
      /** Id of the metric: dora.change-lead-time. */
      readonly metricId: string;
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** What is counted, of a metric whose definition names it in `measures`: commits unless it is given. */
      readonly unit?: "commit" | "pullRequest";
      /** From when on time is counted, of a metric whose definition names it in `measures`: from when the commit was written unless it is given; from its commit date, which a rebase rewrites; from when its pull request was opened or merged. */
      readonly start?: "authored" | "committed" | "opened" | "merged";
      /** Whose work counts: everyone's, people's, or machines'. */
      readonly cohort?: "all" | "human" | "bot";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
    };
    readonly body: undefined;
    readonly answer: SingleMetricAnswer;
  };
  /** The records behind one number: what is included, what is left out and why. */
  readonly explainMetric: {
    readonly path: {
      /** Id of the metric: dora.change-lead-time. */
      readonly metricId: string;
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** What is counted, of a metric whose definition names it in `measures`: commits unless it is given. */
      readonly unit?: "commit" | "pullRequest";
      /** From when on time is counted, of a metric whose definition names it in `measures`: from when the commit was written unless it is given; from its commit date, which a rebase rewrites; from when its pull request was opened or merged. */
      readonly start?: "authored" | "committed" | "opened" | "merged";
      /** Whose work counts: everyone's, people's, or machines'. */
      readonly cohort?: "all" | "human" | "bot";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
      /** Records in a page. */
      readonly limit?: number;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
    };
    readonly body: undefined;
    readonly answer: ExplainAnswer;
  };
  /** How work flows and on what time is spent: cycle time with its phases, throughput, reviews, kinds of work. Of an entity as a whole, never of a person. */
  readonly getProductivityAnalytics: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
    };
    readonly body: undefined;
    readonly answer: AnalyticsAnswer;
  };
  /** What is planned and finished: throughput, issues and sprints of an entity. */
  readonly getVelocityAnalytics: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
    };
    readonly body: undefined;
    readonly answer: AnalyticsAnswer;
  };
  /** Pipelines, incidents, findings and coverage of an entity. */
  readonly getQualityAnalytics: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Whether the window before is measured too. */
      readonly compare?: "true" | "false";
      /** By which durations of people's work are told: by the clock, or in working hours of the team's calendar. */
      readonly clock?: "elapsed" | "working";
      /** What values come to, of metrics whose aggregate is quantile: the median (p50, unless it is given), the mean, the 75th or the 90th percentile. */
      readonly statistic?: "p50" | "mean" | "p75" | "p90";
      /** Of a group that has groups below it: whether what they own counts too. */
      readonly subTeams?: "true" | "false";
    };
    readonly body: undefined;
    readonly answer: AnalyticsAnswer;
  };
  /** The groups of the catalog that have none above them, by title. */
  readonly listOrganizations: {
    readonly path: Nothing;
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
      /** Only those with this in their title or ref, in any case. */
      readonly text?: string;
    };
    readonly body: undefined;
    readonly answer: EntitiesAnswer;
  };
  /** A group of the catalog, and how much is below it. */
  readonly getOrganization: {
    readonly path: {
      /** Kind of the entity: group. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: OrganizationAnswer;
  };
  /** The groups of the catalog, or those below one, by title. */
  readonly listTeams: {
    readonly path: Nothing;
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
      /** Only those with this in their title or ref, in any case. */
      readonly text?: string;
      /** Only the groups below this one, at any depth: group:default/acme. */
      readonly organization?: string;
      /** Only groups of this spec.type: team. */
      readonly type?: string;
    };
    readonly body: undefined;
    readonly answer: EntitiesAnswer;
  };
  /** A group of the catalog, the one at the top of it, and how much belongs to it. */
  readonly getTeamDetails: {
    readonly path: {
      /** Kind of the entity: group. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: TeamDetailsAnswer;
  };
  /** The components that a group and the groups below it own now, by title. */
  readonly listTeamServices: {
    readonly path: {
      /** Kind of the entity: group. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
      /** Only those with this in their title or ref, in any case. */
      readonly text?: string;
    };
    readonly body: undefined;
    readonly answer: EntitiesAnswer;
  };
  /** The places at sources that these read, by title. */
  readonly listTeamRepositories: {
    readonly path: {
      /** Kind of the entity: group. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: RepositoriesAnswer;
  };
  /** The deployments of an entity that finished in a window, newest first. */
  readonly listDeployments: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: DeploymentsAnswer;
  };
  /** The incidents of an entity that were opened in a window, newest first; those of one attribution, such as what waits in triage, oldest first. */
  readonly listIncidents: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** Only incidents of which deriving made this. */
      readonly attribution?: "linked" | "unlinked" | "notCausedByChange";
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: IncidentsAnswer;
  };
  /** The pull requests that were opened in a window, newest first, of the repositories that an entity and what belongs to it now read. */
  readonly listPullRequests: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: PullRequestsAnswer;
  };
  /** How far the data of an entity can be trusted, and what to mend. */
  readonly getEntityHealth: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: EntityHealth;
  };
  /** Says by hand whether a deployment failed. */
  readonly markDeployment: {
    readonly path: {
      /** As listed. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: { readonly isFailed: boolean; readonly recoveredAt?: string; readonly note?: string; };
    readonly answer: void;
  };
  /** Takes back what was said by hand of a deployment. */
  readonly unmarkDeployment: {
    readonly path: {
      /** As listed. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: void;
  };
  /** Says by hand which deployment caused an incident, or that no change did. */
  readonly attributeIncident: {
    readonly path: {
      /** As listed; an issue that the policy takes for an incident begins with issue-. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: { readonly deploymentId: string; readonly note?: string; } | { readonly isCausedByChange: false; readonly note?: string; };
    readonly answer: void;
  };
  /** Takes back what was said by hand of the cause of an incident. */
  readonly unattributeIncident: {
    readonly path: {
      /** As listed; an issue that the policy takes for an incident begins with issue-. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: void;
  };
  /** What a rule would match of the stored facts of a component, and how its five metrics of 90 days would change; nothing is kept. Without a rule: what holds now. */
  readonly previewRule: {
    readonly path: Nothing;
    readonly query: Nothing;
    readonly body: { readonly entityRef: string; readonly annotations?: Readonly<Record<string, string | null>>; readonly policy?: { readonly deployments?: Readonly<Record<string, unknown>>; readonly environments?: Readonly<Record<string, unknown>>; readonly failures?: Readonly<Record<string, unknown>>; readonly incidents?: Readonly<Record<string, unknown>>; }; };
    readonly answer: DoctorAnswer;
  };
  /** The delivery policy in force of one entity with what sets each part, and the versions before it with when, who and why. */
  readonly listPolicies: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: PoliciesAnswer;
  };
  /** The five DORA metrics of one entity under the policy in force and under another one, and the records that make the difference. */
  readonly comparePolicies: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Records in a page. */
      readonly limit?: number;
      /** The other policy: the id of a version that the entity had, `default`, or the name of a policy of the configuration. */
      readonly with: string;
    };
    readonly body: undefined;
    readonly answer: PolicyComparison;
  };
  /** How complete the data of each service of a group, system or domain is; only services that the caller sees in the catalog. */
  readonly listServicesHealth: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
    };
    readonly body: undefined;
    readonly answer: ServicesHealthAnswer;
  };
  /** What keeps a fraction of the data health of an entity from being whole, newest first: as many rows as total − count. */
  readonly listGaps: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
      /** Id of the fraction, as the health of the entity tells it. */
      readonly fractionId: string;
    };
    readonly query: {
      /** Begin of the window, counted; with `to`. By default 90 days end with today, UTC. */
      readonly from?: string;
      /** End of the window, not counted. */
      readonly to?: string;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: GapsAnswer;
  };
  /** By what the portal's signals name the entity when its values were calculated anew. */
  readonly getLiveKey: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: LiveKeyAnswer;
  };
  /** The systems, domains and groups that there is an overview of. */
  readonly listOverviewTargets: {
    readonly path: Nothing;
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: OverviewTargetsAnswer;
  };
  /** The five DORA metrics over the services of a system, domain or group, and how many services are in each band, in the window and month by month. */
  readonly getOverview: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Days of the window, which ends with today, UTC. */
      readonly days?: "30" | "90" | "180" | "365";
      /** Only services whose lifecycle the catalog says to be this. */
      readonly lifecycle?: string;
      /** Only services that have this tag in the catalog. */
      readonly tag?: string;
    };
    readonly body: undefined;
    readonly answer: OverviewAnswer;
  };
  /** The services of an overview with their values, or those of one band. */
  readonly listOverviewServices: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Days of the window, which ends with today, UTC. */
      readonly days?: "30" | "90" | "180" | "365";
      /** Only services whose lifecycle the catalog says to be this. */
      readonly lifecycle?: string;
      /** Only services that have this tag in the catalog. */
      readonly tag?: string;
      /** Whose band is asked for: dora.change-lead-time. */
      readonly metric?: string;
      /** Only services in this band of the metric. */
      readonly band?: "elite" | "high" | "medium" | "low" | "unknown";
      /** Services in a page. */
      readonly limit?: number;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
    };
    readonly body: undefined;
    readonly answer: OverviewServicesAnswer;
  };
  /** How the means and shares of an overview moved from the window before, and what each service and phase brings to that. */
  readonly getOverviewChanges: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Days of the window, which ends with today, UTC. */
      readonly days?: "30" | "90" | "180" | "365";
      /** Only services whose lifecycle the catalog says to be this. */
      readonly lifecycle?: string;
      /** Only services that have this tag in the catalog. */
      readonly tag?: string;
    };
    readonly body: undefined;
    readonly answer: OverviewChangesAnswer;
  };
  /** How complete the data of the services of an overview is, and which lack what. */
  readonly getOverviewCompleteness: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** Days of the window, which ends with today, UTC. */
      readonly days?: "30" | "90" | "180" | "365";
      /** Only services whose lifecycle the catalog says to be this. */
      readonly lifecycle?: string;
      /** Only services that have this tag in the catalog. */
      readonly tag?: string;
    };
    readonly body: undefined;
    readonly answer: OverviewCompletenessAnswer;
  };
  /** Takes facts, reports of scanners (SARIF) and events (CDEvents) from anything: in any order, repeated, late. What is valid is kept even where the rest is not. */
  readonly receiveEvents: {
    readonly path: Nothing;
    readonly query: {
      /** The entity that reads the scope: component:default/payments. */
      readonly entityRef?: string;
      /** The place that the facts belong to: acme/payments. */
      readonly scope?: string;
      /** Of SARIF: whether the report looked at everything, so that what it does not name is fixed. Without it the report must say that its run was successful. */
      readonly complete?: "true" | "false";
    };
    readonly body: { readonly entityRef?: string; readonly scope?: string; readonly facts: readonly (unknown)[]; };
    readonly answer: IntakeAnswer;
  };
  /** Understands anew what was sent for a scope and is still kept, as after an upgrade that reads more of it. */
  readonly replayEvents: {
    readonly path: Nothing;
    readonly query: {
      /** As it was sent. */
      readonly scope: string;
    };
    readonly body: undefined;
    readonly answer: ReplayAnswer;
  };
  /** How far each stream of each source was read, its rate limit and its last error. */
  readonly listSources: {
    readonly path: Nothing;
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: SourcesAnswer;
  };
  /** Each source added up: its streams by state, how far it was read, its rate limits, its errors and its webhooks. */
  readonly summarizeSources: {
    readonly path: Nothing;
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: SourcesSummaryAnswer;
  };
  /** The streams of the sources, those that need someone first, page by page. */
  readonly listStreams: {
    readonly path: Nothing;
    readonly query: {
      /** Only those of this connector: github. */
      readonly source?: string;
      /** Only those of this installation of it. */
      readonly origin?: string;
      /** Only those that are in this state. */
      readonly state?: "failing" | "refused" | "waiting" | "collecting" | "stale" | "current" | "unused";
      /** Part of a scope, of a stream's name or of its error. */
      readonly text?: string;
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: StreamsAnswer;
  };
  /** Incidents of the last 90 days of which no entity hears, oldest first: name the service at the source, or the place by an annotation. */
  readonly listTriage: {
    readonly path: Nothing;
    readonly query: {
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: TriageAnswer;
  };
  /** Has a stream read as soon as a replica is free. */
  readonly retryStream: {
    readonly path: {
      /** As listed. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: void;
  };
  /** Has the stored payloads of a stream normalised anew. */
  readonly replayStream: {
    readonly path: {
      /** As listed. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: StreamReplayAnswer;
  };
  /** How much waits for a person among the services of an entity, in the last 90 days, and what the caller may do about it. */
  readonly getTriage: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: EntityTriageAnswer;
  };
  /** Incidents that no deployment is known to have caused, oldest first. */
  readonly listTriageIncidents: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: TriageIncidentsAnswer;
  };
  /** Successful deployments whose revision is not known, or that name no environment, oldest first. */
  readonly listTriageDeployments: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
      /** What the deployments lack. */
      readonly gap: "revision" | "environment";
    };
    readonly body: undefined;
    readonly answer: TriageDeploymentsAnswer;
  };
  /** What was corrected by hand and not taken back, the latest first. */
  readonly listCorrections: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: {
      /** The nextCursor of the page before. */
      readonly cursor?: string;
      /** Rows in a page. */
      readonly limit?: number;
    };
    readonly body: undefined;
    readonly answer: CorrectionsAnswer;
  };
  /** Takes back a correction as it is listed. */
  readonly takeBackCorrection: {
    readonly path: {
      /** As listed. */
      readonly id: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: void;
  };
  /** All that is stored of a User of the catalog; everybody may ask for his own. */
  readonly exportPerson: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: PersonExportAnswer;
  };
  /** Takes a User of the catalog out of all that is stored, and has nothing stored of him from then on. */
  readonly erasePerson: {
    readonly path: {
      /** Kind of the entity: component. */
      readonly kind: string;
      /** Namespace of the entity: default. */
      readonly namespace: string;
      /** Name of the entity. */
      readonly name: string;
    };
    readonly query: Nothing;
    readonly body: undefined;
    readonly answer: PersonErasureAnswer;
  };
}

/** The method and the path of each operation. */
export const OPERATIONS = {
  listMetrics: ["GET", "/v1/metrics"],
  getDora: ["GET", "/v1/analytics/dora/{kind}/{namespace}/{name}"],
  getTeam: ["GET", "/v1/analytics/team/{kind}/{namespace}/{name}"],
  getTeamNow: ["GET", "/v1/analytics/team/{kind}/{namespace}/{name}/now"],
  getMetric: ["GET", "/v1/metrics/{metricId}/{kind}/{namespace}/{name}"],
  explainMetric: ["GET", "/v1/metrics/{metricId}/{kind}/{namespace}/{name}/explain"],
  getProductivityAnalytics: ["GET", "/v1/analytics/productivity/{kind}/{namespace}/{name}"],
  getVelocityAnalytics: ["GET", "/v1/analytics/velocity/{kind}/{namespace}/{name}"],
  getQualityAnalytics: ["GET", "/v1/analytics/quality/{kind}/{namespace}/{name}"],
  listOrganizations: ["GET", "/v1/organizations"],
  getOrganization: ["GET", "/v1/organizations/{kind}/{namespace}/{name}"],
  listTeams: ["GET", "/v1/teams"],
  getTeamDetails: ["GET", "/v1/teams/{kind}/{namespace}/{name}"],
  listTeamServices: ["GET", "/v1/teams/{kind}/{namespace}/{name}/services"],
  listTeamRepositories: ["GET", "/v1/teams/{kind}/{namespace}/{name}/repositories"],
  listDeployments: ["GET", "/v1/entities/{kind}/{namespace}/{name}/deployments"],
  listIncidents: ["GET", "/v1/entities/{kind}/{namespace}/{name}/incidents"],
  listPullRequests: ["GET", "/v1/entities/{kind}/{namespace}/{name}/pull-requests"],
  getEntityHealth: ["GET", "/v1/entities/{kind}/{namespace}/{name}/health"],
  markDeployment: ["PUT", "/v1/deployments/{id}/mark"],
  unmarkDeployment: ["DELETE", "/v1/deployments/{id}/mark"],
  attributeIncident: ["PUT", "/v1/incidents/{id}/attribution"],
  unattributeIncident: ["DELETE", "/v1/incidents/{id}/attribution"],
  previewRule: ["POST", "/v1/doctor/preview"],
  listPolicies: ["GET", "/v1/entities/{kind}/{namespace}/{name}/policies"],
  comparePolicies: ["GET", "/v1/entities/{kind}/{namespace}/{name}/policies/compare"],
  listServicesHealth: ["GET", "/v1/entities/{kind}/{namespace}/{name}/health/services"],
  listGaps: ["GET", "/v1/entities/{kind}/{namespace}/{name}/health/{fractionId}"],
  getLiveKey: ["GET", "/v1/entities/{kind}/{namespace}/{name}/live"],
  listOverviewTargets: ["GET", "/v1/overview/targets"],
  getOverview: ["GET", "/v1/overview/{kind}/{namespace}/{name}"],
  listOverviewServices: ["GET", "/v1/overview/{kind}/{namespace}/{name}/services"],
  getOverviewChanges: ["GET", "/v1/overview/{kind}/{namespace}/{name}/changes"],
  getOverviewCompleteness: ["GET", "/v1/overview/{kind}/{namespace}/{name}/completeness"],
  receiveEvents: ["POST", "/v1/events"],
  replayEvents: ["POST", "/v1/events/replay"],
  listSources: ["GET", "/v1/sources"],
  summarizeSources: ["GET", "/v1/sources/summary"],
  listStreams: ["GET", "/v1/streams"],
  listTriage: ["GET", "/v1/triage"],
  retryStream: ["POST", "/v1/sources/{id}/retry"],
  replayStream: ["POST", "/v1/sources/{id}/replay"],
  getTriage: ["GET", "/v1/triage/{kind}/{namespace}/{name}"],
  listTriageIncidents: ["GET", "/v1/triage/{kind}/{namespace}/{name}/incidents"],
  listTriageDeployments: ["GET", "/v1/triage/{kind}/{namespace}/{name}/deployments"],
  listCorrections: ["GET", "/v1/triage/{kind}/{namespace}/{name}/corrections"],
  takeBackCorrection: ["DELETE", "/v1/corrections/{id}"],
  exportPerson: ["GET", "/v1/people/{kind}/{namespace}/{name}/export"],
  erasePerson: ["POST", "/v1/people/{kind}/{namespace}/{name}/erase"],
} as const satisfies Readonly<
  Record<keyof Operations, readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string]>
>;
