import type { DoctorAnswer } from '../api/doctor';
import type { PoliciesAnswer, PolicyComparison } from '../api/policies';
import type { GapsAnswer, ServicesHealthAnswer } from '../api/health';
import type { LiveKeyAnswer } from '../api/live';
import type {
  SourcesSummaryAnswer,
  StreamReplayAnswer,
  StreamsAnswer,
} from '../api/sources';
import type {
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  IncidentsAnswer,
  SingleMetricAnswer,
  TeamAnswer,
  TeamNowAnswer,
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
import type { MetricDefinition } from '../metrics/types';
import type {
  DeploymentMark,
  DoctorRequest,
  DoraRequest,
  EngineeringInsightsApi,
  EntityName,
  EntityRequest,
  ExplainRequest,
  GapsRequest,
  HealthRequest,
  IncidentAttribution,
  MeasuringChoice,
  MetricRequest,
  OverviewRequest,
  OverviewServicesRequest,
  PagedRequest,
  PolicyComparisonRequest,
  StreamsRequest,
  TeamNowRequest,
  TeamRequest,
  TriageListRequest,
  WindowRequest,
} from './EngineeringInsightsApi';
import {
  type Call,
  type EngineeringInsightsClientOptions,
  type Query,
  sendCall,
} from './sendCall';

function entityPath(entity: EntityName): string {
  return [entity.kind.toLowerCase(), entity.namespace, entity.name]
    .map(encodeURIComponent)
    .join('/');
}

function windowQuery(request: WindowRequest): Query {
  return { from: request.window.from, to: request.window.to };
}

function measuringQuery({
  cohort,
  clock,
  isWithSubTeams,
  statistic,
  unit,
  start,
}: MeasuringChoice): Query {
  return {
    cohort,
    clock,
    statistic,
    unit,
    start,
    subTeams: isWithSubTeams === undefined ? undefined : String(isWithSubTeams),
  };
}

function overviewPath(request: OverviewRequest, part = ''): string {
  return `/v1/overview/${entityPath(request.entity)}${part}`;
}

function overviewQuery({ days, lifecycle, tag }: OverviewRequest): Query {
  return { days, lifecycle, tag };
}

/** The API over HTTP; every refusal is a `ProblemError`. */
export class EngineeringInsightsClient implements EngineeringInsightsApi {
  readonly #options: EngineeringInsightsClientOptions;

  constructor(options: EngineeringInsightsClientOptions) {
    this.#options = options;
  }

  listMetrics(
    options: { signal?: AbortSignal } = {},
  ): Promise<{ metrics: readonly MetricDefinition[] }> {
    return this.#read({ path: '/v1/metrics', signal: options.signal });
  }

  getDora(request: DoraRequest): Promise<DoraAnswer> {
    return this.#read({
      path: `/v1/analytics/dora/${entityPath(request.entity)}`,
      query: {
        ...windowQuery(request),
        ...measuringQuery(request),
        compare: String(request.compare ?? true),
      },
      signal: request.signal,
    });
  }

  getTeam(request: TeamRequest): Promise<TeamAnswer> {
    return this.#read({
      path: `/v1/analytics/team/${entityPath(request.entity)}`,
      query: {
        ...windowQuery(request),
        ...measuringQuery(request),
        compare: String(request.compare ?? true),
        section: request.section,
      },
      signal: request.signal,
    });
  }

  getTeamNow(request: TeamNowRequest): Promise<TeamNowAnswer> {
    return this.#read({
      path: `/v1/analytics/team/${entityPath(request.entity)}/now`,
      query: measuringQuery(request),
      signal: request.signal,
    });
  }

  getMetric(request: MetricRequest): Promise<SingleMetricAnswer> {
    return this.#read({
      path: `/v1/metrics/${encodeURIComponent(request.metricId)}/${entityPath(
        request.entity,
      )}`,
      query: {
        ...windowQuery(request),
        ...measuringQuery(request),
        compare: String(request.compare ?? true),
      },
      signal: request.signal,
    });
  }

  explainMetric(request: ExplainRequest): Promise<ExplainAnswer> {
    return this.#read({
      path: `/v1/metrics/${encodeURIComponent(request.metricId)}/${entityPath(
        request.entity,
      )}/explain`,
      query: {
        ...windowQuery(request),
        ...measuringQuery(request),
        cursor: request.cursor,
        limit: request.limit,
      },
      signal: request.signal,
    });
  }

  listDeployments(request: PagedRequest): Promise<DeploymentsAnswer> {
    return this.#list('deployments', request);
  }

  listIncidents(request: PagedRequest): Promise<IncidentsAnswer> {
    return this.#list('incidents', request);
  }

  getEntityHealth(request: EntityRequest): Promise<EntityHealth> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/health`,
      signal: request.signal,
    });
  }

  getLiveKey(request: EntityRequest): Promise<LiveKeyAnswer> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/live`,
      signal: request.signal,
    });
  }

  listOverviewTargets(
    options: { signal?: AbortSignal } = {},
  ): Promise<OverviewTargetsAnswer> {
    return this.#read({
      path: '/v1/overview/targets',
      signal: options.signal,
    });
  }

  getOverview(request: OverviewRequest): Promise<OverviewAnswer> {
    return this.#overview(request);
  }

  listOverviewServices(
    request: OverviewServicesRequest,
  ): Promise<OverviewServicesAnswer> {
    const { band, cursor, limit } = request;
    return this.#read({
      path: overviewPath(request, '/services'),
      query: {
        ...overviewQuery(request),
        metric: band?.metricId,
        band: band?.level,
        cursor,
        limit,
      },
      signal: request.signal,
    });
  }

  getOverviewChanges(request: OverviewRequest): Promise<OverviewChangesAnswer> {
    return this.#overview(request, '/changes');
  }

  getOverviewCompleteness(
    request: OverviewRequest,
  ): Promise<OverviewCompletenessAnswer> {
    return this.#overview(request, '/completeness');
  }

  async markDeployment(
    deploymentId: string,
    mark: DeploymentMark,
  ): Promise<void> {
    await this.#send({
      method: 'PUT',
      path: `/v1/deployments/${encodeURIComponent(deploymentId)}/mark`,
      body: mark,
    });
  }

  async unmarkDeployment(deploymentId: string): Promise<void> {
    await this.#send({
      method: 'DELETE',
      path: `/v1/deployments/${encodeURIComponent(deploymentId)}/mark`,
    });
  }

  async attributeIncident(
    incidentId: string,
    attribution: IncidentAttribution,
  ): Promise<void> {
    await this.#send({
      method: 'PUT',
      path: `/v1/incidents/${encodeURIComponent(incidentId)}/attribution`,
      body: attribution,
    });
  }

  listGaps(request: GapsRequest): Promise<GapsAnswer> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/health/${
        request.fraction
      }`,
      query: {
        from: request.window?.from,
        to: request.window?.to,
        cursor: request.cursor,
        limit: request.limit,
      },
      signal: request.signal,
    });
  }

  listServicesHealth(request: HealthRequest): Promise<ServicesHealthAnswer> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/health/services`,
      query: { from: request.window?.from, to: request.window?.to },
      signal: request.signal,
    });
  }

  summarizeSources(
    options: { signal?: AbortSignal } = {},
  ): Promise<SourcesSummaryAnswer> {
    return this.#read({ path: '/v1/sources/summary', signal: options.signal });
  }

  listStreams({ signal, ...query }: StreamsRequest): Promise<StreamsAnswer> {
    return this.#read({ path: '/v1/streams', query, signal });
  }

  async retryStream(streamId: string): Promise<void> {
    await this.#send({
      method: 'POST',
      path: `/v1/sources/${encodeURIComponent(streamId)}/retry`,
    });
  }

  replayStream(streamId: string): Promise<StreamReplayAnswer> {
    return this.#read({
      method: 'POST',
      path: `/v1/sources/${encodeURIComponent(streamId)}/replay`,
    });
  }

  listPolicies(request: EntityRequest): Promise<PoliciesAnswer> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/policies`,
      signal: request.signal,
    });
  }

  comparePolicies(request: PolicyComparisonRequest): Promise<PolicyComparison> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/policies/compare`,
      query: {
        ...windowQuery(request),
        with: request.with,
        cursor: request.cursor,
        limit: request.limit,
      },
    });
  }

  previewRule(request: DoctorRequest): Promise<DoctorAnswer> {
    const { entity, annotations, policy, signal } = request;
    const { kind, namespace, name } = entity;
    return this.#read({
      method: 'POST',
      path: '/v1/doctor/preview',
      body: {
        entityRef: `${kind.toLowerCase()}:${namespace}/${name}`,
        annotations,
        policy,
      },
      signal,
    });
  }

  async unattributeIncident(incidentId: string): Promise<void> {
    await this.#send({
      method: 'DELETE',
      path: `/v1/incidents/${encodeURIComponent(incidentId)}/attribution`,
    });
  }

  async takeBackCorrection(correctionId: string): Promise<void> {
    await this.#send({
      method: 'DELETE',
      path: `/v1/corrections/${encodeURIComponent(correctionId)}`,
    });
  }

  getTriage(request: EntityRequest): Promise<EntityTriageAnswer> {
    return this.#read({
      path: `/v1/triage/${entityPath(request.entity)}`,
      signal: request.signal,
    });
  }

  listTriageIncidents(
    request: TriageListRequest,
  ): Promise<TriageIncidentsAnswer> {
    return this.#triageList('incidents', request);
  }

  listTriageDeployments(
    request: TriageListRequest & { readonly gap: DeploymentGap },
  ): Promise<TriageDeploymentsAnswer> {
    return this.#triageList('deployments', request, { gap: request.gap });
  }

  listCorrections(request: TriageListRequest): Promise<CorrectionsAnswer> {
    return this.#triageList('corrections', request);
  }

  listUnheardIncidents(
    options: { limit?: number; signal?: AbortSignal } = {},
  ): Promise<TriageAnswer> {
    return this.#read({
      path: '/v1/triage',
      query: { limit: options.limit },
      signal: options.signal,
    });
  }

  #triageList<TAnswer>(
    list: string,
    request: TriageListRequest,
    query: Query = {},
  ): Promise<TAnswer> {
    return this.#read({
      path: `/v1/triage/${entityPath(request.entity)}/${list}`,
      query: { ...query, cursor: request.cursor, limit: request.limit },
    });
  }

  #overview<TAnswer>(
    request: OverviewRequest,
    part?: string,
  ): Promise<TAnswer> {
    return this.#read({
      path: overviewPath(request, part),
      query: overviewQuery(request),
      signal: request.signal,
    });
  }

  #list<TAnswer>(list: string, request: PagedRequest): Promise<TAnswer> {
    return this.#read({
      path: `/v1/entities/${entityPath(request.entity)}/${list}`,
      query: {
        ...windowQuery(request),
        cursor: request.cursor,
        limit: request.limit,
      },
      signal: request.signal,
    });
  }

  async #read<TAnswer>(call: Call): Promise<TAnswer> {
    return (await this.#send(call)).json();
  }

  #send(call: Call): Promise<Response> {
    return sendCall(this.#options, call);
  }
}
