import { createDirectory } from '../createDirectory';
import { readPages, SINCE } from '../__testUtils__/readPages';
import { answerBy, startAzureServer } from '../__testUtils__/startAzureServer';
import { environmentDeploymentsStream } from './environmentDeployments';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

const OF_ENVIRONMENT =
  '/shop/_apis/pipelines/environments/3/environmentdeploymentrecords';
const SCOPE = 'shop/_build/payments-deploy';

function recordOf(
  id: number,
  options: { isOpen?: boolean; definition?: number } = {},
) {
  return {
    id,
    definition: {
      id: options.definition ?? 5,
      name: options.definition ? 'other' : 'Payments-Deploy',
    },
    owner: { id: 1000 + id },
    queueTime: `2026-02-0${id}T10:00:00Z`,
    ...(!options.isOpen && {
      finishTime: `2026-02-0${id}T10:05:00Z`,
      result: 'succeeded',
    }),
  };
}

/** An environment with these records, newest first, two on a page. */
async function start(records: ReturnType<typeof recordOf>[]) {
  const server = await startAzureServer((request, response) => {
    const from = Number(request.query.continuationToken ?? 0);
    if (request.path === OF_ENVIRONMENT && records.length > from + 2) {
      response.setHeader('x-ms-continuationtoken', String(from + 2));
    }
    answerBy({
      '/shop/_apis/build/definitions': () => [
        { id: 5, name: 'payments-deploy' },
      ],
      '/shop/_apis/pipelines/environments': () => [
        { id: 3, name: 'production' },
      ],
      [OF_ENVIRONMENT]: () => records.slice(from, from + 2),
      '/shop/_apis/build/builds': ({ query }) =>
        query.buildIds.split(',').map(id => ({
          id: Number(id),
          sourceVersion: `sha of ${id}`,
          sourceBranch: 'refs/heads/main',
        })),
    })(request, response);
  });
  stops.push(server.stop);
  // A stream of its own for each reading, as each round has its own answers.
  const stream = () =>
    environmentDeploymentsStream(server.client, createDirectory(server.client));
  return { ...server, stream };
}

const idsOf = (pages: { items: readonly any[] }[]) =>
  pages.flatMap(({ items }) => items.map(({ record }) => record.id));

it('reads history down to where it is wanted, for its own pipeline, with the revisions of its runs', async () => {
  const { stream } = await start([
    recordOf(5),
    recordOf(4, { definition: 6 }),
    recordOf(3),
    recordOf(2),
    recordOf(1),
  ]);
  const pages = await readPages(stream(), {
    scopeId: SCOPE,
    direction: 'history',
    since: '2026-02-02T00:00:00Z',
  });
  expect(idsOf(pages)).toEqual([5, 3, 2]);
  expect(pages[0].items[0]).toMatchObject({
    environment: { id: 3, name: 'production' },
    build: { id: 1005, sha: 'sha of 1005', ref: 'refs/heads/main' },
  });
});

it('asks for no page behind the one where what is wanted ends', async () => {
  const { stream, received } = await start(
    [5, 4, 3, 2, 1].map(id => recordOf(id)),
  );
  const pages = await readPages(stream(), {
    scopeId: SCOPE,
    direction: 'history',
    since: '2026-02-05T00:00:00Z',
  });
  expect(idsOf(pages)).toEqual([5]);
  expect(received.filter(({ path }) => path === OF_ENVIRONMENT)).toHaveLength(
    1,
  );
});

it('goes on with the page where history was stopped', async () => {
  const { stream, received } = await start(
    [4, 3, 2, 1].map(id => recordOf(id)),
  );
  const [first] = await readPages(stream(), {
    scopeId: SCOPE,
    direction: 'history',
  });
  received.length = 0;
  const pages = await readPages(stream(), {
    scopeId: SCOPE,
    direction: 'history',
    cursor: first.cursor,
  });
  expect(idsOf(pages)).toEqual([2, 1]);
});

it('reads what is new, and again what had not ended', async () => {
  const before = [recordOf(3, { isOpen: true }), recordOf(2), recordOf(1)];
  const old = await start(before);
  const first = await readPages(old.stream(), {
    scopeId: SCOPE,
    since: '2026-02-03T00:00:00Z',
  });
  expect(idsOf(first)).toEqual([3]);
  const { cursor } = first.at(-1)!;

  const now = await start([recordOf(5), recordOf(4), recordOf(3), recordOf(2)]);
  const second = await readPages(now.stream(), {
    scopeId: SCOPE,
    cursor,
    since: SINCE,
  });
  expect(idsOf(second)).toEqual([3, 4, 5]);
  const third = await readPages(now.stream(), {
    scopeId: SCOPE,
    cursor: second.at(-1)!.cursor,
    since: SINCE,
  });
  expect(idsOf(third)).toEqual([]);
  expect(third.at(-1)!.cursor).toEqual({ seen: { 3: { id: 5, open: {} } } });
});

it('reads what had not ended at the first reading until it ends, however long ago it began', async () => {
  const since = '2026-02-05T00:00:00Z';
  const old = await start([
    recordOf(4),
    recordOf(3),
    recordOf(2, { isOpen: true }),
    recordOf(1),
  ]);
  const first = await readPages(old.stream(), { scopeId: SCOPE, since });
  expect(idsOf(first)).toEqual([2]);

  const now = await start([4, 3, 2, 1].map(id => recordOf(id)));
  const second = await readPages(now.stream(), {
    scopeId: SCOPE,
    cursor: first.at(-1)!.cursor,
  });
  expect(second.flatMap(({ items }) => items)).toMatchObject([
    { record: { id: 2, result: 'succeeded' } },
  ]);
  expect(second.at(-1)!.cursor).toEqual({ seen: { 3: { id: 4, open: {} } } });
});

it('gives up on what has been open for longer than anybody waits', async () => {
  const { stream } = await start([recordOf(3, { isOpen: true })]);
  const pages = await readPages(stream(), {
    scopeId: SCOPE,
    until: '2026-04-01T00:00:00Z',
  });
  expect(idsOf(pages)).toEqual([3]);
  expect(pages.at(-1)!.cursor).toEqual({ seen: { 3: { id: 3, open: {} } } });
});

it('asks once for all scopes of a round', async () => {
  const { client, received } = await start([recordOf(1)]);
  const stream = environmentDeploymentsStream(client, createDirectory(client));
  await Promise.all([1, 2, 3].map(() => readPages(stream, { scopeId: SCOPE })));
  expect(received.filter(({ path }) => path === OF_ENVIRONMENT)).toHaveLength(
    1,
  );
});

it('says that a project without environments is no project that is gone', async () => {
  const { client, stop } = await startAzureServer(
    answerBy({
      '/shop/_apis/build/definitions': () => [{ id: 5, name: 'x' }],
    }),
  );
  stops.push(stop);
  const stream = environmentDeploymentsStream(client, createDirectory(client));
  await expect(readPages(stream, { scopeId: SCOPE })).rejects.toMatchObject({
    name: 'NotAllowedError',
    message: expect.stringContaining('no environments'),
  });
});

it('has nothing to read of code and of work items', async () => {
  const { client, received, stop } = await startAzureServer(answerBy({}));
  stops.push(stop);
  const stream = environmentDeploymentsStream(client, createDirectory(client));
  for (const scopeId of ['shop/_git/payments', 'shop/_workitems/payments']) {
    await expect(readPages(stream, { scopeId })).resolves.toEqual([]);
  }
  expect(received).toEqual([]);
});

it('knows by its pipelines which deployments are of a repository, and asks about each pipeline once', async () => {
  const repositories: Record<number, object | undefined> = {
    5: { type: 'TfsGit', name: 'Payments' },
    6: { type: 'TfsGit', name: 'other' },
    7: { type: 'GitHub', name: 'Payments' },
  };
  const { client, received, stop } = await startAzureServer(
    answerBy({
      ...Object.fromEntries(
        [5, 6, 7, 8].map(id => [
          `/shop/_apis/build/definitions/${id}`,
          () => repositories[id] && { id, repository: repositories[id] },
        ]),
      ),
      '/shop/_apis/pipelines/environments': () => [{ id: 3, name: 'x' }],
      [OF_ENVIRONMENT]: () => [
        recordOf(5),
        recordOf(4, { definition: 6 }),
        recordOf(3, { definition: 7 }),
        // Deleted.
        recordOf(2, { definition: 8 }),
        recordOf(1),
      ],
      '/shop/_apis/build/builds': () => [],
    }),
  );
  stops.push(stop);
  const directory = createDirectory(client);
  const stream = environmentDeploymentsStream(client, directory);
  for (const _ of [1, 2]) {
    const pages = await readPages(stream, {
      scopeId: 'shop/payments',
      direction: 'history',
    });
    expect(idsOf(pages)).toEqual([5, 1]);
  }
  const asked = received.filter(({ path }) => path.includes('/definitions/'));
  expect(asked).toHaveLength(4);
});
