import { OperationsClient } from './OperationsClient';

function createClient(answer: () => Response) {
  const requests: Request[] = [];
  const client = new OperationsClient({
    discoveryApi: {
      getBaseUrl: async pluginId =>
        `https://portal.example.com/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        requests.push(new Request(input, init));
        return answer();
      },
    },
  });
  return { client, requests };
}

const BASE = 'https://portal.example.com/api/engineering-insights';

it('asks an operation by its id', async () => {
  const answer = { items: [], totalCount: 0 };
  const { client, requests } = createClient(() => Response.json(answer));
  const teams = await client.ask('listTeams', {
    query: { organization: 'group:default/acme', limit: 5 },
  });
  expect(teams.totalCount).toBe(0);
  await client.ask('listDeployments', {
    path: { kind: 'component', namespace: 'default', name: 'pay/ments' },
  });
  expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET ${BASE}/v1/teams?organization=group%3Adefault%2Facme&limit=5`,
    `GET ${BASE}/v1/entities/component/default/pay%2Fments/deployments`,
  ]);
});

it('sends what an operation takes, and gives nothing where there is nothing', async () => {
  const { client, requests } = createClient(
    () => new Response(undefined, { status: 204 }),
  );
  const body = { isFailed: true, note: 'Refunds failed.' };
  expect(
    await client.ask('markDeployment', { path: { id: '7' }, body }),
  ).toBeUndefined();
  expect(requests[0].method).toBe('PUT');
  expect(await requests[0].json()).toEqual(body);
});

it('throws the problem details of a refusal', async () => {
  const { client } = createClient(() =>
    Response.json(
      { type: 'about:blank', title: 'Not found', status: 404, detail: 'No.' },
      { status: 404 },
    ),
  );
  await expect(client.ask('listMetrics', {})).rejects.toThrow('No.');
});

it('takes nothing that the document does not name', () => {
  const { client } = createClient(() => Response.json({}));
  const compiled = () => [
    // @ts-expect-error There is no such operation.
    client.ask('listNothing', {}),
    // @ts-expect-error Its path must be told.
    client.ask('getDora', {}),
    client.ask('listTeams', {
      // @ts-expect-error There is no such parameter.
      query: { color: 'red' },
    }),
  ];
  expect(compiled).toEqual(expect.any(Function));
});
