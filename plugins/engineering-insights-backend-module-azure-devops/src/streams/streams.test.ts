import { createDirectory } from '../createDirectory';
import { readPages, SILENT } from '../__testUtils__/readPages';
import {
  answerBy,
  FORBIDDEN,
  startAzureServer,
  type ReceivedRequest,
} from '../__testUtils__/startAzureServer';
import { buildsStream } from './builds';
import { commitsStream, readRevision } from './commits';
import { iterationsStream } from './iterations';
import { pullRequestsStream } from './pullRequests';
import { releaseDeploymentsStream } from './releaseDeployments';
import { tagsStream } from './tags';
import { workItemsStream } from './workItems';

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map(stop => stop()));
});

const GIT = '/shop/_apis/git/repositories/payments';
const SCOPE = 'shop/payments';

async function start(
  routes: Readonly<Record<string, (request: ReceivedRequest) => unknown>>,
) {
  const server = await startAzureServer(
    answerBy({
      [GIT]: () => ({
        id: 'repository-1',
        name: 'payments',
        defaultBranch: 'refs/heads/main',
        project: { id: 'project-1', name: 'shop' },
      }),
      ...routes,
    }),
  );
  stops.push(server.stop);
  return { ...server, directory: createDirectory(server.client) };
}

const itemsOf = (pages: { items: readonly any[] }[]) =>
  pages.flatMap(({ items }) => items);

describe('pull requests', () => {
  const pullRequestOf = (id: number, more: object = {}) => ({
    pullRequestId: id,
    status: 'active',
    title: `Change ${id}`,
    creationDate: '2026-02-01T10:00:00Z',
    sourceRefName: 'refs/heads/x',
    targetRefName: 'refs/heads/main',
    lastMergeSourceCommit: { commitId: 'a'.repeat(40) },
    lastMergeTargetCommit: { commitId: 'b'.repeat(40) },
    reviewers: [],
    ...more,
  });
  const closed = pullRequestOf(2, {
    status: 'completed',
    closedDate: '2026-02-20T10:00:00Z',
  });

  async function startWith(lists: { active: object[]; all: object[] }) {
    const details = [1, 2].flatMap(id =>
      ['threads', 'commits', 'workitems'].map(what => [
        `${GIT}/pullRequests/${id}/${what}`,
        () => [],
      ]),
    );
    return start({
      [`${GIT}/pullrequests`]: ({ query }) =>
        query['searchCriteria.status'] === 'active' ? lists.active : lists.all,
      [`${GIT}/diffs/commits`]: () => ({
        allChangesIncluded: true,
        changes: [
          { changeType: 'edit', item: { path: '/src', isFolder: true } },
          { changeType: 'edit', item: { path: '/src/app.ts' } },
        ],
      }),
      ...Object.fromEntries(details),
    });
  }
  const idsOf = (pages: { items: readonly any[] }[]) =>
    itemsOf(pages).map(({ pullRequest }) => pullRequest.pullRequestId);

  it('that are open are read once, and again when a vote or a push changed them', async () => {
    const lists = { active: [pullRequestOf(1)], all: [closed] };
    const { client, received } = await startWith(lists);
    const stream = pullRequestsStream(client);
    const first = await readPages(stream, { scopeId: SCOPE });
    expect(idsOf(first)).toEqual([1, 2]);

    const { cursor } = first.at(-1)!;
    received.length = 0;
    const second = await readPages(stream, { scopeId: SCOPE, cursor });
    expect(idsOf(second)).toEqual([]);
    expect(received).toHaveLength(2);

    lists.active = [pullRequestOf(1, { reviewers: [{ id: 'r', vote: 10 }] })];
    const third = await readPages(stream, {
      scopeId: SCOPE,
      cursor: second.at(-1)!.cursor,
    });
    expect(idsOf(third)).toEqual([1]);
  });

  it('that are open are looked at after some hours, as no list tells of comments', async () => {
    const { client } = await startWith({
      active: [pullRequestOf(1)],
      all: [],
    });
    const stream = pullRequestsStream(client);
    const first = await readPages(stream, { scopeId: SCOPE });
    const later = await readPages(stream, {
      scopeId: SCOPE,
      cursor: first.at(-1)!.cursor,
      until: '2026-03-02T19:00:00.000Z',
    });
    expect(idsOf(later)).toEqual([1]);
  });

  it('that were closed are history, and open ones are none', async () => {
    const { client } = await startWith({
      active: [],
      all: [pullRequestOf(1), closed],
    });
    const pages = await readPages(pullRequestsStream(client), {
      scopeId: SCOPE,
      direction: 'history',
    });
    expect(idsOf(pages)).toEqual([2]);
  });

  it('tell their files where an entity is a part of the repository', async () => {
    const { client } = await startWith({ active: [], all: [closed] });
    const pages = await readPages(pullRequestsStream(client), {
      scopeId: SCOPE,
      scope: { externalId: SCOPE, paths: ['src/**'] },
      direction: 'history',
    });
    expect(itemsOf(pages)[0].files).toEqual([
      { path: '/src/app.ts', changeType: 'edit' },
    ]);
  });
});

describe('commits', () => {
  const sha = (index: number) => index.toString(16).padStart(40, '0');
  /** A line of commits; the last is the head. */
  async function startWith(count: number, lost: readonly string[] = []) {
    const log = Array.from({ length: count }, (_, index) => sha(index + 1));
    log.reverse();
    const commitOf = (commitId: string) => ({
      commitId,
      comment: 'x',
      author: { name: 'a', date: '2026-02-01T10:00:00Z' },
      committer: { date: '2026-02-01T10:00:00Z' },
    });
    const routes = Object.fromEntries(
      log.map((commitId, index) => [
        `${GIT}/commits/${commitId}`,
        () =>
          lost.includes(commitId)
            ? undefined
            : {
                ...commitOf(commitId),
                parents: log.slice(index + 1, index + 2),
              },
      ]),
    );
    return start({
      ...routes,
      [`${GIT}/commits`]: ({ query }) => {
        const item = query['searchCriteria.itemVersion.version'];
        const compared = query['searchCriteria.compareVersion.version'];
        const from = compared ?? item ?? log[0];
        const until = compared ? log.indexOf(item) : log.length;
        const skip = Number(query['searchCriteria.$skip'] ?? 0);
        return log
          .slice(log.indexOf(from), until)
          .slice(skip, skip + Number(query['searchCriteria.$top']))
          .map(commitOf);
      },
    });
  }
  const shasOf = (pages: { items: readonly any[] }[]) =>
    itemsOf(pages).map(({ commit }) => commit.commitId);

  it('are read from the head to the beginning, each with its parents, in pieces that go on after a stop', async () => {
    const { client, directory } = await startWith(125);
    const stream = commitsStream(client, directory);
    const pages = await readPages(stream, {
      scopeId: SCOPE,
      direction: 'history',
    });
    expect(shasOf(pages)).toHaveLength(125);
    expect(itemsOf(pages)[0].commit.parents).toEqual([sha(124)]);
    const rest = await readPages(stream, {
      scopeId: SCOPE,
      direction: 'history',
      cursor: pages[10].cursor,
    });
    expect(shasOf(rest)).toEqual(shasOf(pages.slice(11)));
  });

  it('end where a whole page is older than what is wanted', async () => {
    const { client, directory } = await startWith(125);
    const pages = await readPages(commitsStream(client, directory), {
      scopeId: SCOPE,
      direction: 'history',
      since: '2026-02-15T00:00:00Z',
    });
    expect(shasOf(pages)).toHaveLength(100);
  });

  it('that are new are what the head reaches and the last one did not, and nothing else', async () => {
    const { client, directory, received } = await startWith(120);
    const stream = commitsStream(client, directory);
    const pages = await readPages(stream, {
      scopeId: SCOPE,
      cursor: { head: sha(117) },
    });
    expect(shasOf(pages)).toEqual([sha(120), sha(119), sha(118)]);
    const { cursor } = pages.at(-1)!;
    expect(cursor).toEqual({ head: sha(120) });
    received.length = 0;
    await readPages(stream, { scopeId: SCOPE, cursor });
    expect(received).toHaveLength(1);
  });

  it('go on in the same range after a stop, though the head has moved', async () => {
    const { client, directory } = await startWith(40);
    const stream = commitsStream(client, directory);
    const pages = await readPages(stream, {
      scopeId: SCOPE,
      cursor: { head: sha(5), range: { target: sha(30), skip: 20 } },
    });
    expect(shasOf(pages)).toEqual([10, 9, 8, 7, 6].map(sha));
    expect(pages.at(-1)!.cursor).toEqual({ head: sha(30) });
  });

  it('are read again from the head where a force push has lost the last one', async () => {
    const { client, directory } = await startWith(15, [sha(3)]);
    const pages = await readPages(commitsStream(client, directory), {
      scopeId: SCOPE,
      cursor: { head: sha(3) },
    });
    expect(shasOf(pages)).toHaveLength(14);
    expect(pages.at(-1)!.cursor).toEqual({ head: sha(15) });
  });

  it.each(['live', 'history'] as const)(
    'are walked anew from the head where a force push has lost the one that a walk began at (%s)',
    async direction => {
      const { client, directory } = await startWith(15, [sha(14)]);
      const pages = await readPages(commitsStream(client, directory), {
        scopeId: SCOPE,
        direction,
        cursor: { walk: { head: sha(14), skip: 10 } },
      });
      expect(shasOf(pages)[0]).toBe(sha(15));
      expect(shasOf(pages)).toHaveLength(14);
    },
  );

  it('are none in an empty repository, and an error in one that is gone', async () => {
    const empty = await start({ [GIT]: () => ({ id: 'x', name: 'payments' }) });
    await expect(
      readPages(commitsStream(empty.client, empty.directory), {
        scopeId: SCOPE,
      }),
    ).resolves.toEqual([]);
    const gone = await start({ [GIT]: () => undefined });
    await expect(
      readPages(commitsStream(gone.client, gone.directory), {
        scopeId: SCOPE,
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('of a revision are what it reaches and a known head does not', async () => {
    const { client, directory } = await startWith(9);
    const pages = [];
    for await (const page of readRevision(
      { client, directory },
      {
        scope: { externalId: SCOPE },
        revision: sha(6),
        knownHeads: [sha(4)],
        signal: new AbortController().signal,
      },
    )) {
      pages.push(page);
    }
    expect(shasOf(pages)).toEqual([sha(6), sha(5)]);
  });

  it('of a revision are read page by page down to a known head that a force push has lost', async () => {
    const { client, directory } = await startWith(250, [sha(120)]);
    const pages = [];
    for await (const page of readRevision(
      { client, directory },
      {
        scope: { externalId: SCOPE },
        revision: sha(250),
        knownHeads: [sha(120)],
        signal: new AbortController().signal,
      },
    )) {
      pages.push(page);
    }
    expect(shasOf(pages)).toHaveLength(199);
    expect(shasOf(pages).at(-1)).toBe(sha(51));
  });
});

describe('builds', () => {
  it('are asked for by when they ended, with their stages, and with tests where they publish some', async () => {
    const { client, directory, received } = await start({
      '/shop/_apis/build/builds': () => [
        { id: 7, finishTime: '2026-02-01T10:00:00Z' },
      ],
      '/shop/_apis/build/builds/7/timeline': () => ({
        records: [
          { type: 'Job', name: 'test' },
          {
            type: 'Task',
            name: 'Results',
            task: { name: 'PublishTestResults' },
          },
        ],
      }),
      '/shop/_apis/test/runs': () => [
        { totalTests: 5, passedTests: 3, notApplicableTests: 1 },
        { totalTests: 2, passedTests: 2 },
      ],
    });
    const pages = await readPages(buildsStream(client, directory), {
      scopeId: SCOPE,
      direction: 'history',
      since: '2026-01-30T00:00:00Z',
      until: '2026-02-20T00:00:00Z',
    });
    expect(itemsOf(pages)).toMatchObject([
      {
        build: { id: 7 },
        timeline: [{ type: 'Job', name: 'test' }],
        tests: { total: 7, passed: 5, skipped: 1 },
      },
    ]);
    expect(
      received.find(({ path }) => path === '/shop/_apis/build/builds')!.query,
    ).toMatchObject({
      repositoryId: 'repository-1',
      repositoryType: 'TfsGit',
      queryOrder: 'finishTimeDescending',
      minTime: '2026-01-30T00:00:00.000Z',
    });
  });

  it('have no tests where a run of them does not say how many there were', async () => {
    const { client, directory } = await start({
      '/shop/_apis/build/builds': () => [
        { id: 7, finishTime: '2026-02-01T10:00:00Z' },
      ],
      '/shop/_apis/build/builds/7/timeline': () => ({
        records: [{ type: 'Task', task: { name: 'VSTest' } }],
      }),
      '/shop/_apis/test/runs': () => [
        { totalTests: 5, passedTests: 5 },
        { totalTests: 3 },
      ],
    });
    const pages = await readPages(buildsStream(client, directory), {
      scopeId: SCOPE,
    });
    expect(itemsOf(pages)).toEqual([
      { build: { id: 7, finishTime: '2026-02-01T10:00:00Z' }, timeline: [] },
    ]);
  });

  it('that were deleted meanwhile, or whose tests may not be read, are told without', async () => {
    const warnings: string[] = [];
    const { client, directory, received } = await start({
      '/shop/_apis/build/builds': () =>
        [7, 8, 9].map(id => ({ id, finishTime: '2026-02-01T10:00:00Z' })),
      ...Object.fromEntries(
        [7, 8].map(id => [
          `/shop/_apis/build/builds/${id}/timeline`,
          () => ({
            records: [{ type: 'Task', task: { name: 'VSTest' } }],
          }),
        ]),
      ),
      '/shop/_apis/test/runs': () => FORBIDDEN,
    });
    const pages = await readPages(buildsStream(client, directory), {
      scopeId: SCOPE,
      logger: {
        ...SILENT,
        warn: (message: string) => warnings.push(message),
      },
    });
    expect(itemsOf(pages).map(item => [item.build.id, item.tests])).toEqual([
      [7, undefined],
      [8, undefined],
      [9, undefined],
    ]);
    // Asked once, and said once.
    expect(
      received.filter(({ path }) => path === '/shop/_apis/test/runs'),
    ).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringContaining('Test Management (Read)'),
    ]);
  });

  it('of a pipeline that is not there are an error', async () => {
    const { client, directory } = await start({
      '/shop/_apis/build/definitions': () => [],
    });
    await expect(
      readPages(buildsStream(client, directory), {
        scopeId: 'shop/_build/gone',
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });
});

describe('deployments of classic releases', () => {
  const artifact = (type: string, id: string, version: string) => ({
    type,
    isPrimary: true,
    definitionReference: { definition: { id }, version: { id: version } },
  });

  it('are those of the release pipelines that take what this repository builds', async () => {
    const { client, directory, received } = await start({
      '/shop/_apis/build/definitions': () => [{ id: 5, name: 'ci' }],
      '/shop/_apis/build/builds': () => [
        { id: 81, sourceVersion: 'c'.repeat(40), sourceBranch: 'refs/heads/x' },
      ],
      '/vsrm/shop/_apis/release/definitions': () => [
        { id: 70, artifacts: [artifact('Build', '5', '')] },
        { id: 71, artifacts: [artifact('Build', '6', '')] },
        { id: 72, artifacts: [artifact('Git', 'repository-1', '')] },
      ],
      '/vsrm/shop/_apis/release/deployments': ({ query }) => [
        {
          id: Number(query.definitionId),
          lastModifiedOn: '2026-02-01T10:00:00Z',
          release: { artifacts: [artifact('Build', '5', '81')] },
        },
      ],
    });
    const pages = await readPages(releaseDeploymentsStream(client, directory), {
      scopeId: SCOPE,
    });
    expect(itemsOf(pages)).toMatchObject([
      { deployment: { id: 70 }, build: { id: 81, sha: 'c'.repeat(40) } },
      { deployment: { id: 72 } },
    ]);
    // The revisions of all runs at once.
    expect(
      received.filter(({ path }) => path === '/shop/_apis/build/builds'),
    ).toHaveLength(1);
  });

  it('are of the revision that this repository put into the release, whatever the release is named after', async () => {
    const others = artifact('Build', '6', '90');
    const own = { ...artifact('Build', '5', '81'), isPrimary: false };
    const { client, directory } = await start({
      '/shop/_apis/build/definitions': () => [{ id: 5, name: 'ci' }],
      '/shop/_apis/build/builds': ({ query }) =>
        query.buildIds.split(',').map(id => ({
          id: Number(id),
          sourceVersion: `revision of ${id}`,
        })),
      '/vsrm/shop/_apis/release/definitions': () => [
        { id: 70, artifacts: [others, own] },
      ],
      '/vsrm/shop/_apis/release/deployments': () => [
        {
          id: 1,
          lastModifiedOn: '2026-02-01T10:00:00Z',
          release: { artifacts: [others, own] },
        },
      ],
    });
    const pages = await readPages(releaseDeploymentsStream(client, directory), {
      scopeId: SCOPE,
    });
    expect(itemsOf(pages)).toMatchObject([
      { artifact: { version: { id: '81' } }, build: { sha: 'revision of 81' } },
    ]);
  });

  it('are not allowed where there is no such service, though the project is there', async () => {
    const { client, directory } = await start({
      '/shop/_apis/build/definitions': () => [],
    });
    await expect(
      readPages(releaseDeploymentsStream(client, directory), {
        scopeId: SCOPE,
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});

describe('tags', () => {
  const tags = {
    v1: { objectId: '1'.repeat(40), peeledObjectId: 'a'.repeat(40) },
    v2: { objectId: '2'.repeat(40), peeledObjectId: undefined },
  };
  async function startWith(names: () => string[]) {
    return start({
      [`${GIT}/refs`]: () =>
        names().map(name => ({
          name: `refs/tags/${name}`,
          ...tags[name as keyof typeof tags],
        })),
      [`${GIT}/annotatedtags/${'1'.repeat(40)}`]: () => ({
        taggedBy: { date: '2026-02-01T10:00:00Z' },
      }),
      [`${GIT}/commits/${'2'.repeat(40)}`]: () => ({
        committer: { date: '2026-02-02T10:00:00Z' },
      }),
    });
  }

  it('are history with the time of their making, or of their commit', async () => {
    const { client } = await startWith(() => ['v2', 'v1']);
    const pages = await readPages(tagsStream(client), {
      scopeId: SCOPE,
      direction: 'history',
    });
    expect(itemsOf(pages).map(({ tag }) => tag)).toEqual([
      { name: 'v1', sha: 'a'.repeat(40), at: '2026-02-01T10:00:00.000Z' },
      { name: 'v2', sha: '2'.repeat(40), at: '2026-02-02T10:00:00.000Z' },
    ]);
  });

  it('are history behind the one that was read last, and none that is older than what is wanted', async () => {
    const { client } = await startWith(() => ['v2', 'v1']);
    const namesOf = async (options: { cursor?: object; since?: string }) => {
      const pages = await readPages(tagsStream(client), {
        scopeId: SCOPE,
        direction: 'history',
        ...options,
      });
      return itemsOf(pages).map(({ tag }) => tag.name);
    };
    const cursor = { after: 'refs/tags/v1' };
    await expect(namesOf({ cursor })).resolves.toEqual(['v2']);
    const since = '2026-02-02T00:00:00Z';
    await expect(namesOf({ since })).resolves.toEqual(['v2']);
  });

  it('are first learnt, as history reads them, and then told when they are new', async () => {
    let names = ['v1'];
    const { client, received } = await startWith(() => names);
    const stream = tagsStream(client);
    const first = await readPages(stream, { scopeId: SCOPE });
    expect(itemsOf(first)).toEqual([]);
    names = ['v1', 'v2'];
    received.length = 0;
    const second = await readPages(stream, {
      scopeId: SCOPE,
      cursor: first.at(-1)!.cursor,
    });
    expect(itemsOf(second).map(({ tag }) => tag.name)).toEqual(['v2']);
    expect(received).toHaveLength(2);
  });
});

describe('work items', () => {
  const AREA = 'shop/_workitems/returns';
  const workItem = {
    id: 12,
    rev: 2,
    fields: {
      'System.WorkItemType': 'Bug',
      'System.State': 'Active',
      'System.ChangedDate': '2026-02-02T10:00:00.5Z',
      'System.Description': 'Nobody needs this.',
    },
  };
  const routes = {
    '/shop/_apis/wit/wiql': () => ({ workItems: [{ id: 12 }, { id: 13 }] }),
    '/shop/_apis/wit/workitemsbatch': () => [workItem, null],
    '/shop/_apis/wit/workItems/12/updates': () => [
      {
        fields: {
          'System.State': { oldValue: 'New', newValue: 'Active' },
          'System.ChangedDate': { newValue: '2026-02-02T10:00:00.5Z' },
        },
      },
    ],
    '/shop/_apis/wit/workitemtypecategories': () => [
      {
        referenceName: 'Microsoft.BugCategory',
        workItemTypes: [{ name: 'Bug' }],
      },
    ],
    '/shop/_apis/wit/workitemtypes/Bug/states': () => [
      { name: 'Active', category: 'InProgress' },
    ],
  };

  it('are found by the time of their change and told with their changes and what their process says', async () => {
    const { client, directory, received } = await start(routes);
    const stream = workItemsStream(client, directory);
    const pages = await readPages(stream, { scopeId: AREA });
    expect(itemsOf(pages)).toEqual([
      {
        workItem: {
          id: 12,
          rev: 2,
          type: 'Bug',
          state: 'Active',
          changedAt: '2026-02-02T10:00:00.5Z',
          assignedTo: null,
        },
        updates: [
          {
            at: '2026-02-02T10:00:00.500Z',
            state: { from: 'New', to: 'Active' },
          },
        ],
        typeCategories: ['Microsoft.BugCategory'],
        stateCategories: { Active: 'InProgress' },
      },
    ]);
    expect(received[0].body).toEqual({
      query:
        "SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = 'shop' AND [System.AreaPath] UNDER 'shop\\returns' AND [System.ChangedDate] >= '2026-01-01T00:00:00.000Z' ORDER BY [System.ChangedDate] ASC",
    });
    received.length = 0;
    const { cursor } = pages.at(-1)!;
    await readPages(stream, { scopeId: AREA, cursor });
    expect(received.map(({ path }) => path.split('/').at(-1))).toEqual([
      'wiql',
      'workitemsbatch',
    ]);
  });

  it('that were deleted since they were listed are left out', async () => {
    const { client, directory } = await start({
      ...routes,
      '/shop/_apis/wit/workItems/12/updates': () => undefined,
    });
    const pages = await readPages(workItemsStream(client, directory), {
      scopeId: AREA,
    });
    expect(itemsOf(pages)).toEqual([]);
    expect(pages.at(-1)!.cursor.at).toBe('2026-02-02T10:00:00.500Z');
  });

  it('of an area that is gone are not found, and a query that is refused otherwise fails loudly', async () => {
    const refusing = await startAzureServer((request, response) => {
      const isArea = request.path.includes('/areas/');
      response.writeHead(isArea ? 404 : 400).end('{}');
    });
    stops.push(refusing.stop);
    const { client } = refusing;
    const stream = workItemsStream(client, createDirectory(client));
    await expect(readPages(stream, { scopeId: AREA })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(
      readPages(stream, { scopeId: 'shop/_workitems/' }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});

describe('iterations', () => {
  it('are those with dates, and told once', async () => {
    const { client } = await start({
      '/shop/_apis/wit/classificationnodes/Iterations': () => ({
        id: 1,
        name: 'shop',
        children: [
          {
            id: 2,
            name: 'Release 1',
            children: [
              {
                id: 3,
                name: 'Sprint 1',
                attributes: {
                  startDate: '2026-02-02T00:00:00Z',
                  finishDate: '2026-02-13T00:00:00Z',
                },
              },
            ],
          },
        ],
      }),
    });
    const stream = iterationsStream(client);
    const scopeId = 'shop/_workitems/';
    const [first] = await readPages(stream, { scopeId });
    expect(first.items).toMatchObject([{ iteration: { id: 3 } }]);
    const [second] = await readPages(stream, {
      scopeId,
      cursor: first.cursor,
    });
    expect(second.items).toEqual([]);
  });
});
