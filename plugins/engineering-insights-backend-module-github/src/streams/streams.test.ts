import type { ServerResponse } from 'node:http';
import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import {
  connectionPage,
  connectorOf,
  readAll,
  stopServers,
} from '../testUtils/connectorOf';
import {
  sendJson,
  type Answer,
  type ReceivedRequest,
} from '../testUtils/startGithubServer';

afterEach(stopServers);

const noList = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

function pullRequest(number: number, updatedAt: string, more: object = {}) {
  return {
    id: `PR_${number}`,
    number,
    updatedAt,
    reviews: noList,
    commits: noList,
    files: noList,
    ...more,
  };
}

describe('pull-requests', () => {
  const numbersOf = (page: Page) =>
    page.items.map(
      item => (item as { pullRequest: { number: number } }).pullRequest.number,
    );
  const nodes = [
    pullRequest(4, '2026-02-04T00:00:00Z'),
    pullRequest(3, '2026-02-03T00:00:00Z'),
    pullRequest(2, '2026-02-02T00:00:00Z'),
    pullRequest(1, '2025-12-31T00:00:00Z'),
  ];
  const answer: Answer = (request, response) =>
    sendJson(response, {
      data: { repository: { pullRequests: connectionPage(nodes, request, 2) } },
    });

  it('live gives the oldest change first, down to the cursor and that included', async () => {
    const { streamOf, received } = await connectorOf(answer);
    const pages = await readAll(streamOf('pull-requests'), {
      direction: 'live',
      cursor: { changedAt: '2026-02-03T00:00:00Z' },
    });
    expect(pages.map(numbersOf)).toEqual([[3, 4]]);
    expect(pages.at(-1)?.cursor).toEqual({ changedAt: '2026-02-04T00:00:00Z' });
    expect(received[0].body.variables).toMatchObject({
      owner: 'acme',
      name: 'payments',
    });
  });

  it('live without a cursor reads down to since', async () => {
    const { streamOf } = await connectorOf(answer);
    const pages = await readAll(streamOf('pull-requests'), {
      direction: 'live',
    });
    expect(pages.map(numbersOf)).toEqual([[2, 3, 4]]);
  });

  it('history gives the newest first, down to since, and goes on from its cursor', async () => {
    const { streamOf } = await connectorOf(answer);
    const pages = await readAll(streamOf('pull-requests'), {
      direction: 'history',
    });
    expect(pages.map(numbersOf)).toEqual([[4, 3], [2]]);
    const resumed = await readAll(streamOf('pull-requests'), {
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect(resumed.map(numbersOf)).toEqual([[2]]);
  });

  it('tells bots from persons by their login, as the logins of persons are scrubbed', async () => {
    const bot = { __typename: 'Bot', login: 'copilot-swe-agent' };
    const person = { __typename: 'User', login: 'octocat' };
    const reviews = { ...noList, nodes: [{ author: bot }, { author: person }] };
    const node = pullRequest(5, '2026-02-05T00:00:00Z', {
      author: bot,
      mergedBy: person,
      reviews,
    });
    const { streamOf } = await connectorOf((request, response) =>
      sendJson(response, {
        data: {
          repository: { pullRequests: connectionPage([node], request, 1) },
        },
      }),
    );
    const [{ items }] = await readAll(streamOf('pull-requests'), {
      direction: 'history',
    });
    const named = { __typename: 'Bot', login: 'copilot-swe-agent[bot]' };
    expect(items).toMatchObject([
      {
        pullRequest: {
          author: named,
          mergedBy: person,
          reviews: { nodes: [{ author: named }, { author: person }] },
        },
      },
    ]);
  });

  it('follows the lists of a pull request to their end', async () => {
    const commit = (oid: string) => ({ commit: { oid } });
    const { streamOf, received } = await connectorOf((request, response) =>
      sendJson(response, {
        data: request.body.query?.includes('query pullRequestLists')
          ? {
              node: {
                commits: {
                  nodes: [commit('b')],
                  pageInfo: { hasNextPage: false, endCursor: 'y' },
                },
              },
            }
          : {
              repository: {
                pullRequests: connectionPage(
                  [
                    pullRequest(4, '2026-02-04T00:00:00Z', {
                      commits: {
                        nodes: [commit('a')],
                        pageInfo: { hasNextPage: true, endCursor: 'x' },
                      },
                    }),
                  ],
                  request,
                  2,
                ),
              },
            },
      }),
    );
    const [page] = await readAll(streamOf('pull-requests'), {
      direction: 'history',
    });
    expect(page.items[0]).toMatchObject({
      pullRequest: { commits: { nodes: [commit('a'), commit('b')] } },
    });
    expect(received[1].body.variables).toMatchObject({
      id: 'PR_4',
      withCommits: true,
      commitsAfter: 'x',
      withReviews: false,
      withFiles: false,
    });
  });
});

describe('deployments', () => {
  it('reads again from the oldest deployment that had not ended', async () => {
    const deployment = (id: string, createdAt: string, state: string) => ({
      id,
      createdAt,
      statuses: {
        nodes: [{ state, createdAt }],
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    });
    const nodes = [
      deployment('3', '2026-02-20T00:00:00Z', 'SUCCESS'),
      deployment('2', '2026-02-10T00:00:00Z', 'IN_PROGRESS'),
      deployment('1', '2026-02-01T00:00:00Z', 'SUCCESS'),
    ];
    const { streamOf } = await connectorOf((request, response) =>
      sendJson(response, {
        data: {
          repository: { deployments: connectionPage(nodes, request, 50) },
        },
      }),
    );
    const first = await readAll(streamOf('deployments'), { direction: 'live' });
    const { cursor } = first[0];
    expect(cursor).toEqual({
      changedAt: '2026-02-20T00:00:00Z',
      openFrom: '2026-02-10T00:00:00Z',
    });
    const [again] = await readAll(streamOf('deployments'), {
      direction: 'live',
      cursor,
    });
    expect(again.items).toHaveLength(2);
  });
});

/** A repository whose graph the test draws: each commit with its parents, newest first. */
function repository(options: {
  head: string;
  history: { oid: string; committedDate: string; parents: string[] }[];
  compare?: Record<string, string[]>;
}): Answer {
  const { head, history, compare = {} } = options;
  return (request, response) => {
    const { query = '', variables = {} } = request.body;
    if (query.includes('query head')) {
      return sendJson(response, {
        data: { repository: { defaultBranchRef: { target: { oid: head } } } },
      });
    }
    if (query.includes('query history')) {
      const known = history.some(({ oid }) => oid === variables.revision);
      return sendJson(response, {
        data: {
          repository: {
            object: known
              ? {
                  oid: variables.revision,
                  history: connectionPage(
                    history.map(({ parents, ...commit }) => ({
                      ...commit,
                      parents: { nodes: parents.map(oid => ({ oid })) },
                    })),
                    request,
                    2,
                  ),
                }
              : null,
          },
        },
      });
    }
    const range = request.url.pathname.split('/compare/')[1];
    const shas = compare[range];
    if (!shas)
      return sendJson(response, { message: 'Not Found' }, { status: 404 });
    const page = Number(request.url.searchParams.get('page'));
    const start = (page - 1) * 2;
    return sendJson(
      response,
      {
        commits: shas.slice(start, start + 2).map(sha => ({
          sha,
          commit: {
            message: `${sha}\n\nbody`,
            author: { date: 'x' },
            committer: { date: 'x' },
          },
          author: null,
          parents: [{ sha: 'p' }],
        })),
      },
      {
        headers:
          start + 2 < shas.length ? { link: '<http://x>; rel="next"' } : {},
      },
    );
  };
}

const shasOf = (page: Page) =>
  page.items.map(item => {
    const { commit } = item as { commit: { oid?: string; sha?: string } };
    return commit.oid ?? commit.sha;
  });

describe('commits', () => {
  const history = [
    { oid: 'e', committedDate: '2026-02-05T00:00:00Z', parents: ['d', 'x'] },
    { oid: 'x', committedDate: '2020-01-01T00:00:00Z', parents: ['c'] },
    { oid: 'd', committedDate: '2026-02-04T00:00:00Z', parents: ['c'] },
    { oid: 'c', committedDate: '2026-02-03T00:00:00Z', parents: ['b'] },
    { oid: 'b', committedDate: '2025-02-02T00:00:00Z', parents: ['a'] },
    { oid: 'a', committedDate: '2025-02-01T00:00:00Z', parents: [] },
  ];

  it('live reads what the new head reaches and the known one does not', async () => {
    const { streamOf } = await connectorOf(
      repository({
        head: 'e',
        history,
        compare: { 'b...e': ['c', 'x', 'd', 'e'] },
      }),
    );
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'b' },
    });
    expect(pages.map(shasOf)).toEqual([
      ['c', 'x'],
      ['d', 'e'],
    ]);
    expect(pages.map(page => page.cursor)).toEqual([
      { head: 'b', comparison: { target: 'e', read: 100 } },
      { head: 'e' },
    ]);
  });

  it('live goes on in the middle of a comparison, although the head moved on', async () => {
    const { streamOf } = await connectorOf(
      repository({
        head: 'f',
        history,
        compare: { 'b...e': ['c', 'x', 'd', 'e'] },
      }),
    );
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'b', comparison: { target: 'e', read: 100 } },
    });
    expect(pages.map(shasOf)).toEqual([['d', 'e']]);
    expect(pages[0].cursor).toEqual({ head: 'e' });
  });

  it('live asks one question where the head did not move', async () => {
    const { streamOf, received } = await connectorOf(
      repository({ head: 'e', history }),
    );
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'e' },
    });
    expect(pages).toMatchObject([{ items: [], cursor: { head: 'e' } }]);
    expect(received).toHaveLength(1);
  });

  it('live walks back from the head after a force push that removed the known one', async () => {
    const { streamOf } = await connectorOf(repository({ head: 'e', history }));
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'gone' },
    });
    expect(pages.flatMap(shasOf)).toEqual(['e', 'x', 'd', 'c', 'b', 'a']);
    expect(pages.at(-1)?.cursor).toEqual({ head: 'e' });
  });

  it('history walks past single old commits, until a whole page is older than since', async () => {
    const { streamOf } = await connectorOf(
      repository({
        head: 'e',
        history: [
          ...history,
          { oid: 'never', committedDate: '2024-01-01T00:00:00Z', parents: [] },
        ],
      }),
    );
    const pages = await readAll(streamOf('commits'), { direction: 'history' });
    expect(pages.map(shasOf)).toEqual([
      ['e', 'x'],
      ['d', 'c'],
      ['b', 'a'],
    ]);
    const resumed = await readAll(streamOf('commits'), {
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect(resumed.map(shasOf)).toEqual([
      ['d', 'c'],
      ['b', 'a'],
    ]);
  });

  it('asks for the files of single commits only in a part of a repository', async () => {
    const graph = repository({
      head: 'e',
      history,
      compare: { 'd...e': ['e'] },
    });
    const { streamOf, received } = await connectorOf((request, response) =>
      request.url.pathname.endsWith('/commits/e')
        ? sendJson(response, {
            sha: 'e',
            commit: {
              message: 'e',
              author: { date: 'x' },
              committer: { date: 'x' },
            },
            parents: [],
            stats: { additions: 1, deletions: 2 },
            files: [
              {
                filename: 'a.ts',
                status: 'added',
                additions: 1,
                deletions: 2,
                patch: '…',
              },
            ],
          })
        : graph(request, response),
    );
    const stream = streamOf('commits');
    await readAll(stream, { direction: 'live', cursor: { head: 'd' } });
    expect(received.some(({ url }) => url.pathname.includes('/commits/'))).toBe(
      false,
    );
    const [page] = await readAll(stream, {
      direction: 'live',
      cursor: { head: 'd' },
      scope: { externalId: 'acme/payments', paths: ['services/api/**'] },
    });
    expect(page.items[0]).toMatchObject({
      commit: {
        files: [
          { filename: 'a.ts', status: 'added', additions: 1, deletions: 2 },
        ],
      },
    });
  });

  it('reads a revision of a release branch down to the known head, and nothing of a lost one', async () => {
    const { connector } = await connectorOf(
      repository({ head: 'e', history, compare: { 'c...x': ['x'] } }),
    );
    const read = async (revision: string, knownHeads: string[]) => {
      const pages: Page[] = [];
      for await (const page of connector.readRevision!({
        scope: { externalId: 'acme/payments' },
        revision,
        knownHeads,
        signal: new AbortController().signal,
      })) {
        pages.push(page);
      }
      return pages.flatMap(shasOf);
    };
    await expect(read('x', ['c'])).resolves.toEqual(['x']);
    await expect(read('lost', ['c'])).resolves.toEqual([]);
    await expect(read('e', [])).resolves.toEqual([
      'e',
      'x',
      'd',
      'c',
      'b',
      'a',
    ]);
  });
});

describe('workflow-runs', () => {
  const run = (id: number, created_at: string, more: object = {}) => ({
    id,
    created_at,
    updated_at: created_at,
    status: 'completed',
    run_attempt: 1,
    actor: { login: 'octocat' },
    ...more,
  });
  const idsOf = (page: Page) =>
    page.items.map(item => {
      const { run: value } = item as {
        run: { id: number; run_attempt: number };
      };
      return `${value.id}/${value.run_attempt}`;
    });

  it('live gives the oldest first and the earlier attempts, and stores no actor', async () => {
    const { streamOf, received } = await connectorOf((request, response) =>
      request.url.pathname.endsWith('/attempts/1')
        ? sendJson(response, run(2, '2026-02-02T00:00:00Z'))
        : sendJson(response, {
            total_count: 2,
            workflow_runs: [
              run(2, '2026-02-02T00:00:00Z', { run_attempt: 2 }),
              run(1, '2026-02-01T00:00:00Z'),
            ],
          }),
    );
    const pages = await readAll(streamOf('workflow-runs'), {
      direction: 'live',
    });
    expect(pages.map(idsOf)).toEqual([['1/1', '2/1', '2/2']]);
    expect(JSON.stringify(pages)).not.toContain('octocat');
    expect(received[0].url.searchParams.get('created')).toBe('>=2025-12-31');
    expect(pages[0].cursor).toEqual({ createdFrom: '2026-02-01' });
  });

  it('live keeps the ETag of an address and reads nothing where nothing changed', async () => {
    const { streamOf } = await connectorOf((request, response) => {
      if (request.headers['if-none-match'] === '"1"') {
        response.writeHead(304).end();
        return;
      }
      sendJson(
        response,
        { total_count: 1, workflow_runs: [run(1, '2026-02-02T10:00:00Z')] },
        { headers: { etag: '"1"' } },
      );
    });
    const stream = streamOf('workflow-runs');
    const [first] = await readAll(stream, {
      direction: 'live',
      cursor: { createdFrom: '2026-02-01' },
    });
    expect(first.cursor).toEqual({ createdFrom: '2026-02-01', etag: '"1"' });
    const [second] = await readAll(stream, {
      direction: 'live',
      cursor: first.cursor,
    });
    expect(second).toMatchObject({ items: [], cursor: first.cursor });
  });

  it('history steps back by weeks, and halves a range that GitHub would not list whole', async () => {
    const { streamOf, received } = await connectorOf((request, response) => {
      const created = request.url.searchParams.get('created') ?? '';
      const isWhole = created === '2026-01-25T00:00:00Z..2026-02-01T00:00:00Z';
      sendJson(response, {
        total_count: isWhole ? 1_500 : 1,
        workflow_runs: [run(1, created.split('..')[0])],
      });
    });
    const pages = await readAll(streamOf('workflow-runs'), {
      direction: 'history',
      since: '2026-01-20T00:00:00Z',
      until: '2026-02-01T00:00:00Z',
    });
    expect(received.map(({ url }) => url.searchParams.get('created'))).toEqual([
      '2026-01-25T00:00:00Z..2026-02-01T00:00:00Z',
      '2026-01-28T12:00:00Z..2026-02-01T00:00:00Z',
      '2026-01-25T00:00:00Z..2026-01-28T12:00:00Z',
      '2026-01-20T00:00:00Z..2026-01-25T00:00:00Z',
    ]);
    expect(pages.map(page => page.cursor)).toEqual([
      { until: '2026-01-25T00:00:00Z', days: 14 },
      { until: '2026-01-20T00:00:00Z', days: 28 },
    ]);
  });

  it('history takes longer steps where there is little, and short ones again where there is much', async () => {
    const busyFrom = '2025-11-01';
    const { streamOf, received } = await connectorOf((request, response) => {
      const created = request.url.searchParams.get('created') ?? '';
      const [from, to] = created.split('..');
      const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
      const isBusy = from < busyFrom;
      sendJson(response, {
        total_count: isBusy ? days * 200 : 1,
        workflow_runs: Array.from({ length: isBusy ? 60 : 1 }, (_, index) =>
          run(index, from),
        ),
      });
    });
    const pages = await readAll(streamOf('workflow-runs'), {
      direction: 'history',
      since: '2025-10-20T00:00:00Z',
      until: '2026-02-01T00:00:00Z',
    });
    const steps = received.map(({ url }) =>
      (url.searchParams.get('created') ?? '')
        .split('..')
        .map(instant => instant.slice(0, 10)),
    );
    expect(steps.slice(0, 5)).toEqual([
      ['2026-01-25', '2026-02-01'],
      ['2026-01-11', '2026-01-25'],
      ['2025-12-14', '2026-01-11'],
      // Too many for one list: what is given up is one question.
      ['2025-10-20', '2025-12-14'],
      ['2025-12-07', '2025-12-14'],
    ]);
    const cursors = pages.map(page => page.cursor as { until: string });
    expect(cursors.map(({ until }) => until)).toEqual(
      [...cursors.map(({ until }) => until)].sort().reverse(),
    );
    expect(cursors.at(-1)?.until).toBe('2025-10-20T00:00:00Z');
  });

  it('asks for a shorter list where GitHub gives up on one, and leaves no run out', async () => {
    const runs = Array.from({ length: 230 }, (_, index) =>
      run(index, '2026-01-26T00:00:00Z'),
    );
    const asked: string[] = [];
    const { streamOf } = await connectorOf((request, response) => {
      const { searchParams } = request.url;
      const size = Number(searchParams.get('per_page'));
      const page = Number(searchParams.get('page'));
      const start = (page - 1) * size;
      asked.push(`${size}/${page}`);
      if (start <= 130 && start + size > 130 && size > 25)
        return sendJson(response, {}, { status: 502 });
      return sendJson(
        response,
        { total_count: 230, workflow_runs: runs.slice(start, start + size) },
        {
          headers: {
            etag: `"${size}"`,
            ...(start + size < 230 && { link: '<http://x>; rel="next"' }),
          },
        },
      );
    });
    const pages = await readAll(streamOf('workflow-runs'), {
      direction: 'history',
      since: '2026-01-25T00:00:00Z',
      until: '2026-02-01T00:00:00Z',
    });
    expect(pages.flatMap(idsOf)).toEqual(runs.map(({ id }) => `${id}/1`));
    expect(asked).toEqual([
      '100/1',
      '100/2',
      '50/3',
      '25/5',
      '25/6',
      '50/4',
      '100/3',
    ]);
  });

  it('keeps no ETag of a shorter list', async () => {
    const { streamOf, received } = await connectorOf((request, response) =>
      Number(request.url.searchParams.get('per_page')) > 50
        ? sendJson(response, {}, { status: 502 })
        : sendJson(
            response,
            { total_count: 0, workflow_runs: [] },
            { headers: { etag: '"1"' } },
          ),
    );
    const [page] = await readAll(streamOf('workflow-runs'), {
      direction: 'live',
      cursor: { createdFrom: '2026-02-01', etag: '"0"' },
    });
    expect(page.cursor).toEqual({ createdFrom: '2026-02-01' });
    expect(received.map(({ headers }) => headers['if-none-match'])).toEqual([
      '"0"',
      undefined,
    ]);
  });
});

describe('a page that is too heavy for GitHub', () => {
  const gaveUp = (response: ServerResponse, how: 'status' | 'errors') =>
    how === 'status'
      ? sendJson(response, { message: 'Server Error' }, { status: 502 })
      : sendJson(response, {
          data: null,
          errors: [
            { message: 'Something went wrong while executing your query.' },
          ],
        });
  const sizesOf = (received: readonly ReceivedRequest[]) =>
    received.map(({ body }) => body.variables?.size);

  it.each(['status', 'errors'] as const)(
    'is asked for again with half as many, and what follows grows again: %s',
    async how => {
      const nodes = Array.from({ length: 30 }, (_, index) =>
        pullRequest(30 - index, '2026-02-03T00:00:00Z'),
      );
      const heavy = 12;
      const answer: Answer = (request, response) => {
        const size = Number(request.body.variables?.size);
        const page = connectionPage(nodes, request, size);
        const isHeavy = page.nodes.some(node => node === nodes[heavy]);
        if (isHeavy && size > 1) return gaveUp(response, how);
        return sendJson(response, {
          data: { repository: { pullRequests: page } },
        });
      };
      const { streamOf, received } = await connectorOf(answer);
      const pages = await readAll(streamOf('pull-requests'), {
        direction: 'history',
      });
      const read = pages.flatMap(({ items }) =>
        items.map(
          item => (item as { pullRequest: { id: string } }).pullRequest,
        ),
      );
      expect(read.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
      expect(sizesOf(received)).toEqual([
        20, 10, 20, 10, 5, 2, 4, 2, 1, 2, 4, 8, 16,
      ]);
    },
  );

  it('of a single pull request brings less of its lists with it', async () => {
    const { streamOf, received } = await connectorOf((request, response) =>
      Number(request.body.variables?.listSize) > 5
        ? gaveUp(response, 'status')
        : sendJson(response, {
            data: {
              repository: {
                pullRequests: connectionPage(
                  [pullRequest(1, '2026-02-03T00:00:00Z')],
                  request,
                  1,
                ),
              },
            },
          }),
    );
    const pages = await readAll(streamOf('pull-requests'), {
      direction: 'history',
    });
    expect(pages.flatMap(({ items }) => items)).toHaveLength(1);
    expect(received.map(({ body }) => body.variables?.listSize)).toEqual([
      100, 50, 25, 10, 5,
    ]);
  });

  it('of commits ends the walk no sooner than a whole page would', async () => {
    const history = Array.from({ length: 130 }, (_, index) => ({
      oid: `c${index}`,
      // One old commit stands between new ones, and would fill a page of one.
      committedDate:
        index === 1 || index > 4
          ? '2020-01-01T00:00:00Z'
          : '2026-02-01T00:00:00Z',
      parents: { nodes: [] },
    }));
    const { streamOf, received } = await connectorOf((request, response) => {
      const { query = '', variables } = request.body;
      if (query.includes('query head'))
        return sendJson(response, {
          data: { repository: { defaultBranchRef: { target: { oid: 'c0' } } } },
        });
      const size = Number(variables?.size);
      if (size > 1) return gaveUp(response, 'status');
      return sendJson(response, {
        data: {
          repository: {
            object: {
              oid: 'c0',
              history: connectionPage(history, request, size),
            },
          },
        },
      });
    });
    const pages = await readAll(streamOf('commits'), { direction: 'history' });
    expect(pages.flatMap(({ items }) => items)).toHaveLength(105);
    expect(sizesOf(received).slice(1, 9)).toEqual([
      100, 50, 25, 12, 6, 3, 1, 2,
    ]);
  });

  it('of a comparison leaves no commit out between pages of two sizes', async () => {
    const shas = Array.from({ length: 230 }, (_, index) => `c${index}`);
    const asked: string[] = [];
    const { streamOf } = await connectorOf((request, response) => {
      if (request.body.query?.includes('query head'))
        return sendJson(response, {
          data: {
            repository: { defaultBranchRef: { target: { oid: 'c229' } } },
          },
        });
      const size = Number(request.url.searchParams.get('per_page'));
      const page = Number(request.url.searchParams.get('page'));
      const start = (page - 1) * size;
      asked.push(`${size}/${page}`);
      const isHeavy = start <= 130 && start + size > 130;
      if (isHeavy && size > 25) return gaveUp(response, 'status');
      return sendJson(
        response,
        {
          commits: shas.slice(start, start + size).map(sha => ({
            sha,
            commit: {
              message: sha,
              author: { date: 'x' },
              committer: { date: 'x' },
            },
            author: null,
            parents: [],
          })),
        },
        {
          headers:
            start + size < shas.length
              ? { link: '<http://x>; rel="next"' }
              : {},
        },
      );
    });
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'base' },
    });
    expect(
      pages.flatMap(({ items }) =>
        items.map(item => (item as { commit: { sha: string } }).commit.sha),
      ),
    ).toEqual(shas);
    expect(asked).toEqual([
      '100/1',
      '100/2',
      '50/3',
      '25/5',
      '25/6',
      '50/4',
      '100/3',
    ]);
    expect(pages[1].cursor).toEqual({
      head: 'base',
      comparison: { target: 'c229', read: 125 },
    });
    expect(pages.at(-1)?.cursor).toEqual({ head: 'c229' });
  });

  it.each(['deployments', 'releases', 'tags'])(
    'is asked for again in the stream %s',
    async name => {
      const { streamOf, received } = await connectorOf((request, response) => {
        const page = { nodes: [], pageInfo: { hasNextPage: false } };
        return Number(request.body.variables?.size) > 25
          ? gaveUp(response, 'errors')
          : sendJson(response, {
              data: {
                repository: { deployments: page, releases: page, refs: page },
              },
            });
      });
      await readAll(streamOf(name), { direction: 'history' });
      expect(sizesOf(received).at(-1)).toBe(25);
    },
  );

  it('stays a failure where not even a single one is answered, and any other failure is not asked again', async () => {
    for (const [status, sizes] of [
      [502, [20, 10, 5, 2, 1]],
      [500, [20]],
      [401, [20]],
    ] as const) {
      const { streamOf, received } = await connectorOf((_, response) =>
        sendJson(response, {}, { status }),
      );
      await expect(
        readAll(streamOf('pull-requests'), { direction: 'history' }),
      ).rejects.toThrow(/GitHub (answered 50\d|refused)/);
      expect(sizesOf(received)).toEqual(sizes);
    }
  });
});
