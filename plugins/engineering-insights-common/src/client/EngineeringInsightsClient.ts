import type {
  DeploymentsAnswer,
  DoraAnswer,
  EntityHealth,
  ExplainAnswer,
  IncidentsAnswer,
  SingleMetricAnswer,
  TeamAnswer,
  TeamNowAnswer,
} from '../api/types';
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
  DoraRequest,
  EngineeringInsightsApi,
  EntityName,
  EntityRequest,
  ExplainRequest,
  IncidentAttribution,
  MeasuringChoice,
  MetricRequest,
  OverviewRequest,
  OverviewServicesRequest,
  PagedRequest,
  TeamNowRequest,
  TeamRequest,
  WindowRequest,
} from './EngineeringInsightsApi';
import { ProblemError } from './ProblemError';
import { readProblem } from './readProblem';

export interface EngineeringInsightsClientOptions {
  /** Finds the base URL of a plugin; Backstage's discovery API fits. */
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Sends the request with the caller's credentials; Backstage's fetch API fits. */
  readonly fetchApi: { fetch: typeof fetch };
}

type Query = Record<string, string | number | undefined>;

interface Call {
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

function entityPath(entity: EntityName): string {
  return [entity.kind.toLowerCase(), entity.namespace, entity.name]
    .map(encodeURIComponent)
    .join('/');
}

function windowQuery(request: WindowRequest): Query {
  return { from: request.window.from, to: request.window.to };
}

function measuringQuery({ cohort, clock, isWithSubTeams }: MeasuringChoice): Query {
  return {
    cohort,
    clock,
    subTeams: isWithSubTeams === undefined ? undefined : String(isWithSubTeams),
  };
}

function overviewPath(request: OverviewRequest, part = ''): string {
  return `/v1/overview/${entityPath(request.entity)}${part}`;
}

function overviewQuery({ days, lifecycle, tag }: OverviewRequest): Query {
  return { days, lifecycle, tag };
}

function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
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

  #overview<TAnswer>(request: OverviewRequest, part?: string): Promise<TAnswer> {
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

  async #send(call: Call): Promise<Response> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl(
      'engineering-insights',
    );
    const response = await this.#options.fetchApi.fetch(
      `${baseUrl}${call.path}${queryString(call.query)}`,
      {
        method: call.method ?? 'GET',
        headers: {
          accept: 'application/json, application/problem+json',
          ...(call.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        signal: call.signal,
      },
    );
    if (!response.ok) throw new ProblemError(await readProblem(response));
    return response;
  }
}
