import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { createGitlabClient } from '../client';
import { createGitlabConnector } from '../connector';
import {
  sendJson,
  sendPage,
  startGitlabServer,
  type Answer,
  type ReceivedRequest,
} from '../testUtils/startGitlabServer';

/** No stream logs what a test would look at. */
const logger: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => logger,
};

const stops: Array<() => Promise<void>> = [];
const PROJECT = '/projects/acme/shop/payments';

async function connectorOf(answer: Answer) {
  const server = await startGitlabServer(answer);
  stops.push(server.stop);
  const connector = createGitlabConnector({
    client: createGitlabClient({
      host: 'gitlab.com',
      apiBaseUrl: server.apiBaseUrl,
      token: 'token',
    }),
    host: 'gitlab.com',
    baseUrl: 'https://gitlab.com',
    configuredHosts: ['gitlab.com'],
  });
  const streamOf = (name: string): Stream => {
    const stream = connector.streams.find(candidate => candidate.name === name);
    if (!stream) throw new Error(`There is no stream ${name}`);
    return stream;
  };
  return { connector, streamOf, received: server.received };
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

async function readAll(
  stream: Stream,
  options: {
    direction: 'live' | 'history';
    cursor?: JsonValue;
    since?: string;
    until?: string;
    scope?: ScopeRef;
  },
): Promise<Page[]> {
  const pages: Page[] = [];
  const reading = stream.read({
    scope: { externalId: 'acme/shop/payments' },
    since: '2026-01-01T00:00:00.000Z',
    until: '2026-03-01T00:00:00.000Z',
    signal: new AbortController().signal,
    logger,
    ...options,
  });
  for await (const page of reading) pages.push(page);
  return pages;
}

function notFound(response: Parameters<Answer>[1]) {
  sendJson(response, { message: '404 Not Found' }, { status: 404 });
}

type Changed = { iid: number; id: number; updated_at: string };

/** A list as GitLab cuts and orders it by the time of change. */
function selected<T extends { updated_at: string }>(
  { url }: ReceivedRequest,
  records: readonly T[],
): T[] {
  const timeOf = (name: string, usual: number) => {
    const text = url.searchParams.get(name);
    return text ? Date.parse(text) : usual;
  };
  const after = timeOf('updated_after', -Infinity);
  const before = timeOf('updated_before', Infinity);
  const sign = url.searchParams.get('sort') === 'asc' ? 1 : -1;
  return records
    .filter(({ updated_at: at }) => {
      const time = Date.parse(at);
      // As if GitLab excluded both ends: nothing may depend on that.
      return time > after && time < before;
    })
    .sort(
      (left, right) =>
        sign * (Date.parse(left.updated_at) - Date.parse(right.updated_at)),
    );
}

describe('a list by the time of change', () => {
  const at = (day: number) =>
    `2026-02-${String(day).padStart(2, '0')}T00:00:00.000Z`;
  const issue = (iid: number, updated_at: string): Changed => ({
    iid,
    id: iid,
    updated_at,
  });
  const iidsOf = (pages: readonly Page[]) =>
    pages.map(page =>
      page.items.map(item => (item as { issue: { iid: number } }).issue.iid),
    );

  it('live gives the oldest change first, and nothing twice', async () => {
    const records = [issue(1, at(1)), issue(2, at(2)), issue(3, at(3))];
    const { streamOf, received } = await connectorOf((request, response) =>
      sendPage(request, response, selected(request, records)),
    );
    const stream = streamOf('issues');
    const first = await readAll(stream, { direction: 'live' });
    expect(iidsOf(first)).toEqual([[1, 2, 3]]);
    const again = await readAll(stream, {
      direction: 'live',
      cursor: first[0].cursor,
    });
    expect(iidsOf(again)).toEqual([[]]);
    records.push(issue(1, at(4)), issue(4, at(3)));
    const later = await readAll(stream, {
      direction: 'live',
      cursor: again[0].cursor,
    });
    expect(iidsOf(later)).toEqual([[4, 1]]);
    expect(received).toHaveLength(3);
  });

  it('live loses nothing where the list moves between two pages', async () => {
    const records = Array.from({ length: 150 }, (_, index) =>
      issue(
        index + 1,
        new Date(Date.parse(at(1)) + index * 1000).toISOString(),
      ),
    );
    let isMoved = false;
    const { streamOf } = await connectorOf((request, response) => {
      const list = selected(request, records);
      sendPage(request, response, list);
      if (isMoved) return;
      isMoved = true;
      // The first of the page changes: what follows moves up by one.
      records[0] = issue(1, at(20));
    });
    const pages = await readAll(streamOf('issues'), { direction: 'live' });
    const read = iidsOf(pages).flat();
    expect(new Set(read).size).toBe(150);
    expect(read.filter(iid => iid === 1)).toHaveLength(2);
  });

  it('goes on by number where more changed at one instant than fits a page', async () => {
    const records = Array.from({ length: 250 }, (_, index) =>
      issue(index + 1, at(5)),
    );
    const { streamOf, received } = await connectorOf((request, response) =>
      sendPage(request, response, selected(request, records)),
    );
    for (const direction of ['live', 'history'] as const) {
      const pages = await readAll(streamOf('issues'), { direction });
      expect(new Set(iidsOf(pages).flat()).size).toBe(250);
    }
    expect(received.length).toBeLessThan(12);
  });

  it('live finds what many at one instant hid, once it changes again', async () => {
    const records = Array.from({ length: 150 }, (_, index) =>
      issue(index + 1, at(5)),
    );
    const { streamOf } = await connectorOf((request, response) =>
      sendPage(request, response, selected(request, records)),
    );
    const stream = streamOf('issues');
    const pages = await readAll(stream, { direction: 'live' });
    records.splice(0, 60);
    records.push(
      ...Array.from({ length: 60 }, (_, index) => issue(index + 1, at(6))),
    );
    const later = await readAll(stream, {
      direction: 'live',
      cursor: pages.at(-1)?.cursor,
    });
    expect(new Set(iidsOf(later).flat()).size).toBe(60);
  });

  it('history gives the newest first, says how far it read, and goes on from its cursor', async () => {
    const records = Array.from({ length: 120 }, (_, index) =>
      issue(
        index + 1,
        new Date(Date.parse(at(1)) + index * 1000).toISOString(),
      ),
    );
    records.push(issue(999, '2025-12-31T23:59:59.000Z'));
    const { streamOf } = await connectorOf((request, response) =>
      sendPage(request, response, selected(request, records)),
    );
    const stream = streamOf('issues');
    const pages = await readAll(stream, { direction: 'history' });
    expect(iidsOf(pages).map(page => [page[0], page.length])).toEqual([
      [120, 100],
      [20, 20],
    ]);
    expect(pages[0].coveredFrom).toBe(records[20].updated_at);
    const resumed = await readAll(stream, {
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect(iidsOf(resumed).flat()).toHaveLength(20);
  });
});

describe('merge-requests', () => {
  const mergeRequest = {
    iid: 7,
    updated_at: '2026-02-02T00:00:00.000Z',
    title: 'Limit the retries',
    description: 'Closes #3',
    author: { username: 'ann', name: 'Ann', avatar_url: 'x' },
  };
  const answer: Answer = (request, response) => {
    const { path } = request;
    if (path === '/api/graphql') {
      return sendJson(response, {
        data: {
          project: {
            mergeRequests: {
              nodes: [
                {
                  iid: '7',
                  diffStatsSummary: {
                    additions: 1,
                    deletions: 2,
                    fileCount: 1,
                  },
                  diffStats: [{ path: 'a', additions: 1, deletions: 2 }],
                },
              ],
            },
          },
        },
      });
    }
    const lists: Record<string, object[]> = {
      [`${PROJECT}/merge_requests`]: selected(request, [mergeRequest]),
      [`${PROJECT}/merge_requests/7/notes`]: [
        ...Array.from({ length: 100 }, (_, index) => ({
          id: index,
          system: true,
          body: 'requested review from @ben',
          created_at: 'x',
        })),
        {
          id: 200,
          system: true,
          body: 'approved this merge request',
          created_at: '2026-02-02T00:00:00.000Z',
          author: { username: 'project_1_bot_ab12', name: 'Bot' },
        },
        {
          id: 201,
          system: false,
          body: 'What about this?',
          created_at: '2026-02-02T00:00:00.000Z',
          author: null,
        },
      ],
      [`${PROJECT}/merge_requests/7/commits`]: [
        { id: 'c', authored_date: 'd', committed_date: 'e', title: 't' },
      ],
      [`${PROJECT}/merge_requests/7/closes_issues`]: [
        { id: 1, references: { full: 'acme/shop/payments#3' } },
        { id: 'PAY-12', title: 'of another tracker' },
      ],
    };
    if (lists[path]) return sendPage(request, response, lists[path]);
    if (path === `${PROJECT}/merge_requests/7/approvals`) {
      return sendJson(response, {
        approved_by: [{ user: { id: 2, username: 'ben', name: 'Ben' } }],
      });
    }
    return notFound(response);
  };

  it('come with notes, approvals, commits, issues and sizes, and without texts', async () => {
    const { streamOf, received } = await connectorOf(answer);
    const [page] = await readAll(streamOf('merge-requests'), {
      direction: 'history',
    });
    expect(page.items).toEqual([
      {
        from: 'rest',
        mergeRequest: {
          iid: 7,
          title: 'Limit the retries',
          updated_at: '2026-02-02T00:00:00.000Z',
          author: { username: 'ann' },
          merge_user: null,
        },
        notes: [
          {
            id: 200,
            system: true,
            body: 'approved this merge request',
            created_at: '2026-02-02T00:00:00.000Z',
            author: {
              username: 'project_1_bot_ab12',
              actor: 'bot',
              actorEvidence: 'username of an access token',
            },
          },
          {
            id: 201,
            system: false,
            created_at: '2026-02-02T00:00:00.000Z',
            author: null,
          },
        ],
        approvals: [{ user: { username: 'ben', id: 2 } }],
        commits: [{ id: 'c', authored_date: 'd', committed_date: 'e' }],
        closesIssues: ['acme/shop/payments#3', 'PAY-12'],
        changes: {
          diffStatsSummary: { additions: 1, deletions: 2, fileCount: 1 },
          diffStats: [{ path: 'a', additions: 1, deletions: 2 }],
        },
      },
    ]);
    expect(received).toHaveLength(7);
  });

  it('halve the query of their sizes where GitLab gives up on it', async () => {
    const many = [1, 2, 3].map(iid => ({
      iid,
      updated_at: `2026-02-0${iid}T00:00:00.000Z`,
    }));
    const { streamOf, received } = await connectorOf((request, response) => {
      const { path, body } = request;
      if (path === `${PROJECT}/merge_requests`) {
        return sendPage(request, response, selected(request, many));
      }
      if (path.endsWith('/approvals')) return sendJson(response, {});
      if (path !== '/api/graphql') return sendPage(request, response, []);
      const iids = body.variables?.iids as string[];
      if (iids.length > 1) {
        return sendJson(response, { errors: [{ message: 'Timeout' }] });
      }
      const nodes = [{ iid: iids[0], diffStats: [] }];
      return sendJson(response, {
        data: { project: { mergeRequests: { nodes } } },
      });
    });
    const [page] = await readAll(streamOf('merge-requests'), {
      direction: 'live',
    });
    expect(
      page.items.map(item => (item as { changes: object }).changes),
    ).toEqual([{ diffStats: [] }, { diffStats: [] }, { diffStats: [] }]);
    expect(
      received
        .filter(({ path }) => path === '/api/graphql')
        .map(({ body }) => body.variables?.iids),
    ).toEqual([['1', '2', '3'], ['1', '2'], ['1'], ['2'], ['3']]);
  });

  it('cost one request where none changed', async () => {
    const { streamOf, received } = await connectorOf(answer);
    const stream = streamOf('merge-requests');
    const [first] = await readAll(stream, { direction: 'live' });
    received.length = 0;
    const [second] = await readAll(stream, {
      direction: 'live',
      cursor: first.cursor,
    });
    expect(second.items).toEqual([]);
    expect(received).toHaveLength(1);
  });
});

/** A project whose graph the test draws, newest first; ranges as Git would list them. */
function repository(options: {
  head?: string;
  history: { id: string; committed_date: string; parent_ids: string[] }[];
  ranges?: Record<string, string[]>;
}): Answer {
  const { head, history, ranges = {} } = options;
  return (request, response) => {
    const { path, url } = request;
    const [, sha] = /\/repository\/commits\/([^/]+)$/.exec(path) ?? [];
    const known = history.find(({ id }) => id === sha);
    if (known) return sendJson(response, known);
    if (path !== `${PROJECT}/repository/commits`) return notFound(response);
    const ref = url.searchParams.get('ref_name') ?? head;
    const wanted = ranges[ref ?? '']?.map(id => ({
      id,
      parent_ids: ['p'],
      committed_date: 'x',
    }));
    const from = history.findIndex(({ id }) => id === ref);
    return sendPage(
      request,
      response,
      wanted ?? (from < 0 ? [] : history.slice(from)),
    );
  };
}

const shasOf = (pages: readonly Page[]) =>
  pages.map(page =>
    page.items.map(item => (item as { commit: { id: string } }).commit.id),
  );

describe('commits', () => {
  const history = [
    { id: 'e', committed_date: '2026-02-05T00:00:00Z', parent_ids: ['d', 'x'] },
    { id: 'x', committed_date: '2020-01-01T00:00:00Z', parent_ids: ['c'] },
    { id: 'd', committed_date: '2026-02-04T00:00:00Z', parent_ids: ['c'] },
    { id: 'c', committed_date: '2026-02-03T00:00:00Z', parent_ids: ['b'] },
    { id: 'b', committed_date: '2025-02-02T00:00:00Z', parent_ids: [] },
  ];

  it('live reads what the new head reaches and the known one does not', async () => {
    const { streamOf } = await connectorOf(
      repository({ head: 'e', history, ranges: { 'b..e': ['e', 'x', 'd'] } }),
    );
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'b' },
    });
    expect(shasOf(pages)).toEqual([['e', 'x', 'd']]);
    expect(pages[0].cursor).toEqual({ head: 'e' });
  });

  it('live goes on in the middle of a range, although the head moved on', async () => {
    const range = Array.from({ length: 150 }, (_, index) => `c${index}`);
    const { streamOf } = await connectorOf(
      repository({ head: 'e', history, ranges: { 'b..d': range } }),
    );
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: {
        head: 'b',
        range: { target: 'd', nextPage: 2, perPage: 100 },
      },
    });
    expect(shasOf(pages)).toEqual([range.slice(100)]);
    expect(pages[0].cursor).toEqual({ head: 'd' });
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
    expect(shasOf(pages)).toEqual([['e', 'x', 'd', 'c', 'b']]);
    expect(pages.at(-1)?.cursor).toEqual({ head: 'e' });
  });

  it('history walks back until a whole page is older than since', async () => {
    const long = Array.from({ length: 250 }, (_, index) => ({
      id: `c${index}`,
      parent_ids: [],
      committed_date:
        index < 101 ? '2026-02-01T00:00:00Z' : '2025-02-01T00:00:00Z',
    }));
    const { streamOf } = await connectorOf(
      repository({ head: 'c0', history: long }),
    );
    const stream = streamOf('commits');
    const pages = await readAll(stream, { direction: 'history' });
    expect(shasOf(pages).map(page => page.length)).toEqual([100, 100, 50]);
    const resumed = await readAll(stream, {
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect(shasOf(resumed).map(page => page.length)).toEqual([100, 50]);
  });

  it.each(['live', 'history'] as const)(
    '%s begins anew where a force push removed the head that it walked from',
    async direction => {
      const { streamOf } = await connectorOf(
        repository({ head: 'e', history }),
      );
      const pages = await readAll(streamOf('commits'), {
        direction,
        cursor: { walk: { head: 'gone', nextPage: 7, perPage: 100 } },
      });
      expect(shasOf(pages)).toEqual([['e', 'x', 'd', 'c', 'b']]);
    },
  );

  it('reads on behind a full page, also where GitLab names no next one', async () => {
    const range = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const graph = repository({ head: 'e', history, ranges: { 'b..e': range } });
    const { streamOf } = await connectorOf((request, response) => {
      response.setHeader('link', '');
      graph(request, response);
    });
    const pages = await readAll(streamOf('commits'), {
      direction: 'live',
      cursor: { head: 'b' },
    });
    expect(shasOf(pages)).toEqual([range, []]);
    expect(pages.at(-1)?.cursor).toEqual({ head: 'e' });
  });

  it('an empty repository has none, and is no missing project', async () => {
    const { streamOf } = await connectorOf((request, response) =>
      request.path === PROJECT
        ? sendJson(response, { id: 1, default_branch: null })
        : notFound(response),
    );
    await expect(
      readAll(streamOf('commits'), { direction: 'live' }),
    ).resolves.toEqual([]);
  });

  it('counts the lines of files only in a part of a repository', async () => {
    const graph = repository({ head: 'e', history });
    const { streamOf, received } = await connectorOf((request, response) =>
      request.path.endsWith('/diff')
        ? sendPage(request, response, [
            {
              new_path: 'a.ts',
              new_file: true,
              deleted_file: false,
              renamed_file: false,
              diff: '@@ -1 +1,2 @@\n-old\n+new\n+more\n same',
            },
            {
              new_path: 'large.bin',
              new_file: false,
              deleted_file: false,
              renamed_file: false,
              diff: '',
            },
          ])
        : graph(request, response),
    );
    const stream = streamOf('commits');
    await readAll(stream, { direction: 'live' });
    expect(received.some(({ path }) => path.endsWith('/diff'))).toBe(false);
    const [page] = await readAll(stream, {
      direction: 'live',
      scope: { externalId: 'acme/shop/payments', paths: ['services/api/**'] },
    });
    expect(page.items[0]).toMatchObject({
      files: [
        { new_path: 'a.ts', new_file: true, additions: 2, deletions: 1 },
        { new_path: 'large.bin' },
      ],
    });
    expect(JSON.stringify(page.items)).not.toContain('more');
  });

  it('reads a revision down to the known head, and nothing of a lost one', async () => {
    const { connector } = await connectorOf(
      repository({ head: 'e', history, ranges: { 'c..x': ['x'] } }),
    );
    const read = async (revision: string, knownHeads: string[]) => {
      const pages: Page[] = [];
      for await (const page of connector.readRevision!({
        scope: { externalId: 'acme/shop/payments' },
        revision,
        knownHeads,
        signal: new AbortController().signal,
      })) {
        pages.push(page);
      }
      return shasOf(pages).flat();
    };
    await expect(read('x', ['c'])).resolves.toEqual(['x']);
    await expect(read('lost', ['c'])).resolves.toEqual([]);
    await expect(read('e', [])).resolves.toEqual(['e', 'x', 'd', 'c', 'b']);
  });
});

describe('pipelines', () => {
  it('come with all runs of their jobs, and with tests where a job reports them', async () => {
    const pipelines = [
      { id: 1, updated_at: '2026-02-01T00:00:00.000Z' },
      { id: 2, updated_at: '2026-02-02T00:00:00.000Z' },
    ];
    const { streamOf, received } = await connectorOf((request, response) => {
      const { path } = request;
      if (path === `${PROJECT}/pipelines`) {
        return sendPage(request, response, selected(request, pipelines));
      }
      if (path.endsWith('/jobs')) {
        const fileType = path.includes('/2/') ? 'junit' : 'archive';
        return sendPage(request, response, [
          { id: 9, name: 'test', artifacts: [{ file_type: fileType }] },
        ]);
      }
      return sendJson(response, {
        total: { count: 4, failed: 1, error: 1, skipped: 1, time: 3 },
      });
    });
    const [page] = await readAll(streamOf('pipelines'), { direction: 'live' });
    expect(page.items).toEqual([
      {
        from: 'rest',
        pipeline: pipelines[0],
        jobs: [{ id: 9, name: 'test' }],
      },
      {
        from: 'rest',
        pipeline: pipelines[1],
        jobs: [{ id: 9, name: 'test' }],
        tests: { count: 4, failed: 1, error: 1, skipped: 1 },
      },
    ]);
    expect(
      received
        .filter(({ path }) => path.endsWith('/jobs'))
        .map(({ url }) => url.searchParams.get('include_retried')),
    ).toEqual(['true', 'true']);
    expect(received).toHaveLength(4);
  });
});

describe('a list by creation alone', () => {
  const release = (day: number) => ({
    tag_name: `v1.${day}.0`,
    created_at: `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`,
  });

  it('live reads the last thirty days again, unless the ETag says that nothing changed', async () => {
    const { streamOf, received } = await connectorOf((request, response) => {
      if (request.headers['if-none-match'] === '"1"') {
        response.writeHead(304).end();
        return;
      }
      sendJson(response, [release(20), release(19)], {
        headers: { etag: '"1"' },
      });
    });
    const stream = streamOf('releases');
    const [first] = await readAll(stream, { direction: 'live' });
    expect(
      first.items.map(
        item => (item as { release: { tag_name: string } }).release.tag_name,
      ),
    ).toEqual(['v1.19.0', 'v1.20.0']);
    expect(first.cursor).toEqual({
      createdAt: '2026-02-20T00:00:00Z',
      etag: '"1"',
    });
    const [second] = await readAll(stream, {
      direction: 'live',
      cursor: first.cursor,
    });
    expect(second).toMatchObject({ items: [], cursor: first.cursor });
    expect(received).toHaveLength(2);
  });

  it('live goes on behind a tag of a clock that was wrong', async () => {
    const tag = (name: string, created_at: string) => ({ name, created_at });
    const tags = [
      tag('v1', '2037-01-01T00:00:00Z'),
      tag('v2', '2026-02-20T00:00:00Z'),
    ];
    const { streamOf } = await connectorOf((_, response) =>
      sendJson(response, tags),
    );
    const stream = streamOf('tags');
    const [first] = await readAll(stream, { direction: 'live' });
    expect(first.items).toHaveLength(2);
    expect(first.cursor).toEqual({ createdAt: '2026-02-20T00:00:00Z' });
    tags.splice(1, 0, tag('v3', '2026-02-25T00:00:00Z'));
    const [second] = await readAll(stream, {
      direction: 'live',
      cursor: first.cursor,
    });
    expect(second.items).toContainEqual({
      from: 'rest',
      tag: { ...tags[1], commit: null },
    });
  });

  it('history pages down to since', async () => {
    const releases = [
      ...Array.from({ length: 110 }, () => release(10)),
      { tag_name: 'v0', created_at: '2025-01-01T00:00:00Z' },
    ];
    const { streamOf } = await connectorOf((request, response) =>
      sendPage(request, response, releases),
    );
    const pages = await readAll(streamOf('releases'), { direction: 'history' });
    expect(pages.map(page => page.items.length)).toEqual([100, 10]);
    expect(pages.map(page => page.cursor)).toEqual([{ page: 2 }, { page: 3 }]);
  });
});

describe('vulnerabilities', () => {
  it('are read whole, every six hours', async () => {
    const { streamOf, received } = await connectorOf((request, response) =>
      sendPage(
        request,
        response,
        Array.from({ length: 150 }, (_, index) => ({
          id: index,
          title: 't',
          finding: {
            raw_metadata: index
              ? 'no JSON'
              : '{"scanner":{"id":"x"},"description":"long"}',
          },
        })),
      ),
    );
    const stream = streamOf('vulnerabilities');
    const read = (cursor: JsonValue | undefined, until: string) =>
      readAll(stream, { direction: 'live', cursor, until });
    const pages = await read(undefined, '2026-02-01T00:00:00Z');
    expect(pages.map(page => page.items.length)).toEqual([100, 50]);
    expect(pages[0].items[0]).toEqual({
      from: 'rest',
      vulnerability: { id: 0, title: 't' },
      report: { scanner: { id: 'x' } },
    });
    const { cursor } = pages[1];
    await expect(read(cursor, '2026-02-01T05:59:00Z')).resolves.toEqual([]);
    expect(received).toHaveLength(2);
    await expect(read(cursor, '2026-02-01T06:00:00Z')).resolves.toHaveLength(2);
  });

  it.each([403, 404])('%s says that they belong to Ultimate', async status => {
    const { streamOf } = await connectorOf((_, response) =>
      sendJson(response, {}, { status }),
    );
    await expect(
      readAll(streamOf('vulnerabilities'), { direction: 'live' }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('GitLab Ultimate'),
    });
  });
});

describe('404', () => {
  it.each([
    ['a project that is gone', 404, 'NotFoundError'],
    ['a feature that is off', 200, 'NotAllowedError'],
  ])('of %s is told apart', async (_, status, name) => {
    const { streamOf } = await connectorOf((request, response) =>
      request.path === PROJECT
        ? sendJson(response, { id: 1 }, { status })
        : notFound(response),
    );
    await expect(
      readAll(streamOf('issues'), { direction: 'live' }),
    ).rejects.toMatchObject({ name });
  });
});
