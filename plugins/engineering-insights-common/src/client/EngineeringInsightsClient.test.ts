import { EngineeringInsightsClient } from './EngineeringInsightsClient';
import { OPERATIONS } from './operations.generated';
import { isProblemError } from './ProblemError';

const entity = { kind: 'Component', namespace: 'default', name: 'pay/ments' };
const window = { from: '2026-08-25', to: '2026-11-23' };

function createClient(response: () => Response) {
  const requests: Request[] = [];
  const client = new EngineeringInsightsClient({
    discoveryApi: {
      getBaseUrl: async pluginId =>
        `https://portal.example.com/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return response();
      },
    },
  });
  return { client, requests };
}

const BASE = 'https://portal.example.com/api/engineering-insights';

/** Whether the API document has an operation of that method and path. */
function isDocumented(method: string, url: string): boolean {
  const path = new URL(url).pathname.slice(new URL(BASE).pathname.length);
  return Object.values(OPERATIONS).some(
    ([ofOperation, template]) =>
      ofOperation === method &&
      new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}

describe('EngineeringInsightsClient', () => {
  it.each([
    [
      (client: EngineeringInsightsClient) => client.getDora({ entity, window }),
      `GET ${BASE}/v1/analytics/dora/component/default/pay%2Fments?from=2026-08-25&to=2026-11-23&compare=true`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.getDora({ entity, window, compare: false }),
      `GET ${BASE}/v1/analytics/dora/component/default/pay%2Fments?from=2026-08-25&to=2026-11-23&compare=false`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.explainMetric({
          entity,
          window,
          metricId: 'dora.change-lead-time',
          cursor: 'c&1',
        }),
      `GET ${BASE}/v1/metrics/dora.change-lead-time/component/default/pay%2Fments/explain?from=2026-08-25&to=2026-11-23&cursor=c%261`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.listDeployments({ entity, window, limit: 500 }),
      `GET ${BASE}/v1/entities/component/default/pay%2Fments/deployments?from=2026-08-25&to=2026-11-23&limit=500`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.listIncidents({ entity, window }),
      `GET ${BASE}/v1/entities/component/default/pay%2Fments/incidents?from=2026-08-25&to=2026-11-23`,
    ],
    [
      (client: EngineeringInsightsClient) => client.getEntityHealth({ entity }),
      `GET ${BASE}/v1/entities/component/default/pay%2Fments/health`,
    ],
    [
      (client: EngineeringInsightsClient) => client.getLiveKey({ entity }),
      `GET ${BASE}/v1/entities/component/default/pay%2Fments/live`,
    ],
    [
      (client: EngineeringInsightsClient) => client.listMetrics(),
      `GET ${BASE}/v1/metrics`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.markDeployment('7', {
          isFailed: true,
          note: 'rolled back by hand',
        }),
      `PUT ${BASE}/v1/deployments/7/mark`,
    ],
    [
      (client: EngineeringInsightsClient) => client.unmarkDeployment('7'),
      `DELETE ${BASE}/v1/deployments/7/mark`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.attributeIncident('9', { isCausedByChange: false }),
      `PUT ${BASE}/v1/incidents/9/attribution`,
    ],
    [
      (client: EngineeringInsightsClient) => client.unattributeIncident('9'),
      `DELETE ${BASE}/v1/incidents/9/attribution`,
    ],
    [
      (client: EngineeringInsightsClient) => client.takeBackCorrection('3'),
      `DELETE ${BASE}/v1/corrections/3`,
    ],
    [
      (client: EngineeringInsightsClient) => client.getTriage({ entity }),
      `GET ${BASE}/v1/triage/component/default/pay%2Fments`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.listTriageIncidents({ entity, cursor: 'a', limit: 5 }),
      `GET ${BASE}/v1/triage/component/default/pay%2Fments/incidents?cursor=a&limit=5`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.listTriageDeployments({ entity, gap: 'revision' }),
      `GET ${BASE}/v1/triage/component/default/pay%2Fments/deployments?gap=revision`,
    ],
    [
      (client: EngineeringInsightsClient) => client.listCorrections({ entity }),
      `GET ${BASE}/v1/triage/component/default/pay%2Fments/corrections`,
    ],
    [
      (client: EngineeringInsightsClient) =>
        client.listUnheardIncidents({ limit: 5 }),
      `GET ${BASE}/v1/triage?limit=5`,
    ],
    [
      (client: EngineeringInsightsClient) => client.previewRule({ entity }),
      `POST ${BASE}/v1/doctor/preview`,
    ],
  ])('asks the route of its method (%#)', async (call, expected) => {
    const { client, requests } = createClient(() => new Response('{}'));
    await call(client);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      expected,
    ]);
    const [{ method, url }] = requests;
    expect({ expected, isDocumented: isDocumented(method, url) }).toEqual({
      expected,
      isDocumented: true,
    });
  });

  it('sends a mark as JSON', async () => {
    const { client, requests } = createClient(
      () => new Response(undefined, { status: 204 }),
    );
    await client.markDeployment('7', { isFailed: false, note: 'planned' });
    expect(requests[0].headers.get('content-type')).toBe('application/json');
    expect(await requests[0].json()).toEqual({
      isFailed: false,
      note: 'planned',
    });
  });

  it('throws the problem details of a refusal', async () => {
    const problem = {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'Marked already.',
      requestId: 'r-1',
    };
    const { client } = createClient(
      () => new Response(JSON.stringify(problem), { status: 409 }),
    );
    const error = await client.unmarkDeployment('7').catch(thrown => thrown);
    expect(isProblemError(error)).toBe(true);
    expect(error.problem).toEqual(problem);
    expect(error.message).toBe('Marked already.');
  });

  it.each([
    ['<html>Bad gateway</html>', 'Bad Gateway'],
    [
      '{"error":{"name":"ServiceUnavailableError","message":"Starting up."}}',
      'Starting up.',
    ],
  ])('makes problem details of another answer: %s', async (body, detail) => {
    const { client } = createClient(
      () =>
        new Response(body, {
          status: 502,
          statusText: 'Bad Gateway',
          headers: { 'x-request-id': 'r-2' },
        }),
    );
    const error = await client.listMetrics().catch(thrown => thrown);
    expect(error.problem).toMatchObject({
      status: 502,
      detail,
      requestId: 'r-2',
    });
  });
});
