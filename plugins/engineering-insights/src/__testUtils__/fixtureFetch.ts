import type {
  DeploymentsAnswer,
  DoctorAnswer,
  DoctorTrial,
  DoraAnswer,
  EntityHealth,
  EntityName,
  ExplainAnswer,
  Fraction,
  GapsAnswer,
  IncidentsAnswer,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
  Problem,
  PoliciesAnswer,
  PolicyComparison,
  ServicesHealthAnswer,
  SingleMetricAnswer,
  SourcesSummaryAnswer,
  StreamReplayAnswer,
  StreamsAnswer,
  TeamAnswer,
  TeamNowAnswer,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import { createGapsAnswer, servicesHealth } from './dataHealth';
import { createDeploymentsAnswer } from './deployments';
import { createDoctorAnswer } from './doctor';
import { createDoraAnswer, health, incidents } from './dora';
import { createExplainAnswer } from './explain';
import { liveKeyOf } from './liveKeyOf';
import { createMetricAnswer, metricDefinitions } from './metric';
import { createPoliciesAnswer, createPolicyComparison } from './policies';
import { createSourcesAnswer, streams } from './sources';
import {
  createOverview,
  overviewChanges,
  overviewCompleteness,
  overviewServices,
  overviewTargets,
} from './overview';
import { createPoints, createTeamAnswer, createTeamNow } from './team';
import { triageAnswer } from './triage';
import type { TriageScenario } from './triage';

/** An answer, a refusal, or none yet. */
export type Outcome<TAnswer> = TAnswer | Problem | 'pending';

/** What the API says in one situation. */
export interface Scenario {
  /** Whose page it is; the service payments where nothing else is said. */
  readonly entity?: EntityName;
  readonly dora?: Outcome<DoraAnswer>;
  readonly deployments?: Outcome<DeploymentsAnswer>;
  readonly incidents?: Outcome<IncidentsAnswer>;
  readonly explain?: Outcome<ExplainAnswer>;
  /** By section; one that is not named is that of a healthy team. */
  readonly team?: Partial<Record<TeamSection, Outcome<TeamAnswer>>>;
  readonly teamNow?: Outcome<TeamNowAnswer>;
  /** What a chart of single records is drawn from. */
  readonly points?: Outcome<Pick<ExplainAnswer, 'records' | 'nextCursor'>>;
  /** Of the page of a metric; one that is not named is known. */
  readonly metric?: Outcome<SingleMetricAnswer>;
  readonly health?: Outcome<EntityHealth>;
  readonly policies?: Outcome<PoliciesAnswer>;
  readonly comparison?: Outcome<PolicyComparison>;
  readonly correction?: Problem;
  /** Of the setup doctor: what holds, and what a rule would make of it. */
  readonly doctor?: {
    readonly holding?: Outcome<DoctorAnswer>;
    readonly preview?: Outcome<DoctorAnswer>;
  };
  readonly triage?: TriageScenario;
  readonly gaps?: Outcome<GapsAnswer>;
  readonly servicesHealth?: Outcome<ServicesHealthAnswer>;
  readonly sources?: Outcome<SourcesSummaryAnswer>;
  readonly streams?: Outcome<StreamsAnswer>;
  readonly replay?: Outcome<StreamReplayAnswer>;
  readonly overviewTargets?: Outcome<OverviewTargetsAnswer>;
  readonly overview?: Outcome<OverviewAnswer>;
  readonly overviewChanges?: Outcome<OverviewChangesAnswer>;
  readonly overviewCompleteness?: Outcome<OverviewCompletenessAnswer>;
  readonly overviewServices?: Outcome<OverviewServicesAnswer>;
}

export function problem(status: number, detail: string): Problem {
  return {
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail,
    requestId: 'req-7f3a',
  };
}

function isProblem(body: object): body is Problem {
  return 'type' in body && 'detail' in body;
}

async function answer(outcome: object | 'pending'): Promise<Response> {
  if (outcome === 'pending') return new Promise(() => {});
  const status = isProblem(outcome) ? outcome.status : 200;
  return new Response(JSON.stringify(outcome), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

const firstPage = (explanation: ExplainAnswer) => explanation;

const nextPage = (explanation: ExplainAnswer): ExplainAnswer => ({
  ...explanation,
  records: explanation.records.map(record => ({
    ...record,
    observationKey: `${record.observationKey}-2`,
  })),
  nextCursor: undefined,
});

function overviewAnswer(
  scenario: Scenario,
  pathname: string,
): object | 'pending' {
  if (pathname.endsWith('/targets'))
    return scenario.overviewTargets ?? overviewTargets;
  if (pathname.endsWith('/changes'))
    return scenario.overviewChanges ?? overviewChanges;
  if (pathname.endsWith('/completeness'))
    return scenario.overviewCompleteness ?? overviewCompleteness;
  if (pathname.endsWith('/services'))
    return scenario.overviewServices ?? overviewServices;
  return scenario.overview ?? createOverview();
}

/** The API's routes, answering as the scenario says. */
export async function fixtureFetch(
  scenario: Scenario,
  request: { url: string; method: string; json(): Promise<unknown> },
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname.endsWith('/v1/doctor/preview')) {
    const { annotations, policy } = (await request.json()) as DoctorTrial;
    const isTried = annotations !== undefined || policy !== undefined;
    return isTried
      ? answer(scenario.doctor?.preview ?? createDoctorAnswer({}))
      : answer(scenario.doctor?.holding ?? createDoctorAnswer());
  }
  if (pathname.endsWith('/replay'))
    return answer(
      scenario.replay ?? { read: 1_200, written: 7, ignored: 3, invalid: 0 },
    );
  if (request.method !== 'GET') {
    return scenario.correction
      ? answer(scenario.correction)
      : new Response(undefined, { status: 204 });
  }
  if (pathname.includes('/v1/overview/'))
    return answer(overviewAnswer(scenario, pathname));
  if (pathname.endsWith('/v1/metrics'))
    return answer({ metrics: metricDefinitions });
  if (pathname.includes('/v1/triage'))
    return answer(
      triageAnswer(scenario.triage ?? {}, { pathname, searchParams }) ??
        problem(404, `There is no ${pathname}.`),
    );
  if (pathname.endsWith('/deployments'))
    return answer(scenario.deployments ?? createDeploymentsAnswer());
  if (pathname.endsWith('/incidents'))
    return answer(scenario.incidents ?? incidents);
  if (pathname.endsWith('/v1/sources/summary'))
    return answer(scenario.sources ?? createSourcesAnswer());
  if (pathname.endsWith('/v1/streams'))
    return answer(scenario.streams ?? streams);
  if (pathname.endsWith('/health/services'))
    return answer(scenario.servicesHealth ?? servicesHealth);
  if (pathname.includes('/health/')) {
    const id = pathname.split('/health/')[1] as Fraction['id'];
    return answer(
      scenario.gaps ?? createGapsAnswer(id, searchParams.get('cursor')),
    );
  }
  if (pathname.endsWith('/explain')) {
    const metricId = pathname.split('/v1/metrics/')[1].split('/')[0];
    if (searchParams.has('limit'))
      return answer(scenario.points ?? createPoints(metricId));
    const page = searchParams.has('cursor') ? nextPage : firstPage;
    return answer(scenario.explain ?? page(createExplainAnswer(metricId)));
  }
  if (pathname.includes('/v1/analytics/team/')) {
    if (pathname.endsWith('/now'))
      return answer(scenario.teamNow ?? createTeamNow());
    const section = searchParams.get('section') as TeamSection;
    return answer(scenario.team?.[section] ?? createTeamAnswer(section));
  }
  if (pathname.endsWith('/policies'))
    return answer(scenario.policies ?? createPoliciesAnswer());
  if (pathname.endsWith('/policies/compare')) {
    const page = searchParams.has('cursor') ? 2 : 1;
    return answer(scenario.comparison ?? createPolicyComparison(page));
  }
  if (pathname.endsWith('/live')) {
    const [kind, namespace, name] = pathname.split('/').slice(-4);
    const key = liveKeyOf(`${kind}:${namespace}/${name}`);
    return answer({ channel: 'engineering-insights:changed', key });
  }
  if (pathname.endsWith('/health')) return answer(scenario.health ?? health);
  if (pathname.includes('/v1/metrics/')) {
    const metricId = pathname.split('/v1/metrics/')[1].split('/')[0];
    return answer(scenario.metric ?? createMetricAnswer(metricId));
  }
  if (pathname.includes('/v1/analytics/dora/'))
    return answer(scenario.dora ?? createDoraAnswer());
  return answer(problem(404, `There is no ${pathname}.`));
}
