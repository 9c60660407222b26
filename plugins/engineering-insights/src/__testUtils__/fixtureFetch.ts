import type {
  DeploymentsAnswer,
  DoraAnswer,
  EntityName,
  ExplainAnswer,
  IncidentsAnswer,
  Problem,
} from '@sei-platform/plugin-engineering-insights-common';
import { definitions } from './definitions';
import { createDeploymentsAnswer } from './deployments';
import { createDoraAnswer, incidents } from './dora';
import { createExplainAnswer } from './explain';

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
  readonly correction?: Problem;
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

/** The API's routes, answering as the scenario says. */
export async function fixtureFetch(
  scenario: Scenario,
  request: { url: string; method: string },
): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (request.method !== 'GET') {
    return scenario.correction
      ? answer(scenario.correction)
      : new Response(undefined, { status: 204 });
  }
  if (pathname.endsWith('/v1/metrics')) return answer({ metrics: definitions });
  if (pathname.endsWith('/deployments'))
    return answer(scenario.deployments ?? createDeploymentsAnswer());
  if (pathname.endsWith('/incidents'))
    return answer(scenario.incidents ?? incidents);
  if (pathname.endsWith('/explain')) {
    const metricId = pathname.split('/v1/metrics/')[1].split('/')[0];
    const page = searchParams.has('cursor') ? nextPage : firstPage;
    return answer(scenario.explain ?? page(createExplainAnswer(metricId)));
  }
  if (pathname.includes('/v1/analytics/dora/'))
    return answer(scenario.dora ?? createDoraAnswer());
  return answer(problem(404, `There is no ${pathname}.`));
}
