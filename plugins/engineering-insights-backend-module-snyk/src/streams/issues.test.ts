import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { FakeTenant, idOf } from '../__testUtils__/FakeTenant';
import { startSnykServer } from '../__testUtils__/startSnykServer';
import { issuesStream, type IssuesCursor } from './issues';

const ORG = idOf('a');
const OTHER_ORG = idOf('b');
const PROJECT = idOf('1');
const SECOND = idOf('2');
const TARGET = idOf('e');
const SINCE = '2025-09-02T12:00:00.000Z';
const UNTIL = '2026-03-01T12:00:00.000Z';

type Read = Pick<
  ReadOptions<IssuesCursor>,
  'direction' | 'cursor' | 'since' | 'until'
> & { scope?: string };

let tenant: FakeTenant;
let server: Awaited<ReturnType<typeof startSnykServer>>;
beforeEach(async () => {
  tenant = new FakeTenant();
  tenant.addProject({ id: PROJECT, organization: ORG, target: TARGET });
  server = await startSnykServer((...args) => tenant.answer(...args));
});
afterEach(() => server.stop());

/** Reads to the end, or so many pages as an engine that is stopped. */
async function read(options: Read, pageCount = Infinity) {
  const { scope = `${ORG}/${PROJECT}`, ...rest } = options;
  const { client, received } = server;
  const pages: Page<IssuesCursor>[] = [];
  const before = received.length;
  for await (const page of issuesStream({
    client,
    appBaseUrl: 'https://app.snyk.io',
  }).read({
    ...rest,
    scope: { externalId: scope },
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    pages.push(page);
    if (pages.length === pageCount) break;
  }
  const items = pages.flatMap(page => page.items) as {
    page: string;
    issue: JsonObject;
  }[];
  return {
    pages,
    items,
    ids: items.map(({ issue }) => issue.id),
    cursor: pages.at(-1)?.cursor ?? {},
    requests: received
      .slice(before)
      .map(({ url }) => url.pathname.replace(`/rest/orgs/${ORG}`, '')),
  };
}

function minutes(count: number): string {
  return new Date(Date.parse(UNTIL) + count * 60_000).toISOString();
}

const live = (until: string, cursor?: IssuesCursor, scope?: string): Read => ({
  direction: 'live',
  // With a cursor, the horizon of history stands here.
  since: cursor ? SINCE : minutes(-60),
  until,
  cursor,
  scope,
});
const history = (cursor?: IssuesCursor): Read => ({
  direction: 'history',
  since: SINCE,
  until: minutes(-60),
  cursor,
});

describe('live', () => {
  it('sees an issue from its opening to its end, and that it was ignored', async () => {
    const first = await read(live(UNTIL));
    const issue = tenant.addIssue({
      id: idOf('10'),
      project: PROJECT,
      createdAt: minutes(1),
    });
    const opened = await read(live(minutes(5), first.cursor));
    Object.assign(issue, { ignored: true, updatedAt: minutes(6) });
    const ignored = await read(live(minutes(10), opened.cursor));
    Object.assign(issue, { status: 'resolved', updatedAt: minutes(90) });
    const resolved = await read(live(minutes(95), ignored.cursor));
    expect(
      [opened, ignored, resolved].map(({ items }) =>
        items.map(each => each.issue.attributes),
      ),
    ).toMatchObject([
      [{ status: 'open', ignored: false }],
      [{ ignored: true }],
      [{ status: 'resolved', resolution: { resolved_at: minutes(90) } }],
    ]);
  });

  it('begins with all that is open, however old, and what was resolved just now', async () => {
    tenant.addIssue({
      id: idOf('10'),
      project: PROJECT,
      createdAt: '2020-01-01T00:00:00.000Z',
    });
    tenant.addIssue({
      id: idOf('11'),
      project: PROJECT,
      createdAt: '2020-01-01T00:00:00.000Z',
      updatedAt: '2020-01-02T00:00:00.000Z',
      status: 'resolved',
    });
    tenant.addIssue({
      id: idOf('12'),
      project: PROJECT,
      updatedAt: minutes(-30),
      status: 'resolved',
    });
    const first = await read(live(UNTIL));
    expect(first.ids.sort()).toEqual([idOf('10'), idOf('12')]);
    const second = await read(live(minutes(5), first.cursor));
    expect(second.ids).toEqual([]);
  });

  it('sees a change that is listed late', async () => {
    const first = await read(live(UNTIL));
    const second = await read(live(minutes(5), first.cursor));
    tenant.addIssue({
      id: idOf('10'),
      project: PROJECT,
      updatedAt: minutes(-4),
    });
    const third = await read(live(minutes(10), second.cursor));
    expect(third.ids).toEqual([idOf('10')]);
  });

  it('asks once where nothing changed', async () => {
    const first = await read(live(UNTIL));
    expect(first.requests).toEqual([
      `/projects/${PROJECT}`,
      '',
      '/issues',
      '/issues',
    ]);
    const { client, received } = server;
    const stream = issuesStream({ client, appBaseUrl: 'https://app.snyk.io' });
    const asked: number[] = [];
    for (const until of [minutes(5), minutes(10)]) {
      const before = received.length;
      for await (const { items } of stream.read({
        ...live(until, first.cursor),
        scope: { externalId: `${ORG}/${PROJECT}` },
        signal: new AbortController().signal,
        logger: mockServices.logger.mock(),
      })) {
        expect(items).toEqual([]);
      }
      asked.push(received.length - before);
    }
    // The short name of the organization is asked for once.
    expect(asked).toEqual([2, 1]);
  });

  it.each<[string, (path: string) => unknown]>([
    ['relative links', path => `/rest${path}`],
    ['links below the API', path => path],
    ['absolute links', path => `https://api.snyk.io/rest${path}`],
    ['links in objects', path => ({ href: `/rest${path}` })],
  ])('pages to the end by %s', async (_, linkOf) => {
    Object.assign(tenant, { linkOf, pageSize: 3 });
    const expected = Array.from({ length: 10 }, (__, index) =>
      idOf(String(10 + index)),
    );
    for (const id of expected) tenant.addIssue({ id, project: PROJECT });
    expect((await read(live(UNTIL))).ids).toEqual(expected);
  });

  it('loses nothing where it is stopped after each page, and sees what changed meanwhile', async () => {
    tenant.pageSize = 3;
    tenant.targets.push({ id: TARGET, organization: ORG, displayName: 'a' });
    tenant.addProject({ id: SECOND, organization: ORG, target: TARGET });
    for (let index = 0; index < 8; index += 1) {
      tenant.addIssue({ id: idOf(String(10 + index)), project: PROJECT });
      tenant.addIssue({ id: idOf(String(20 + index)), project: SECOND });
    }
    let cursor: IssuesCursor | undefined;
    const ids = new Set<unknown>();
    const scope = `${ORG}/target:${TARGET}`;
    for (let round = 0; round < 8; round += 1) {
      const part = await read(live(minutes(round), cursor, scope), 1);
      part.ids.forEach(id => ids.add(id));
      cursor = part.cursor;
      if (round === 4) tenant.issues[0].updatedAt = minutes(4);
    }
    expect(ids.size).toBe(16);
    expect(cursor).toEqual({ updatedFrom: UNTIL });
    const later = await read(live(minutes(60), cursor, scope));
    expect(later.ids).toEqual([idOf('10')]);
  });

  it('keeps no text and nobody who ignored an issue', async () => {
    tenant.addIssue({ id: idOf('10'), project: PROJECT, ignored: true });
    const { items } = await read(live(UNTIL));
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/who-ignored-it|a person/);
    expect(items[0].page).toBe(
      `https://app.snyk.io/org/acme/project/${PROJECT}`,
    );
  });

  it('reads no issue of another project', async () => {
    tenant.addProject({ id: SECOND, organization: ORG });
    tenant.addIssue({ id: idOf('10'), project: SECOND });
    expect((await read(live(UNTIL))).ids).toEqual([]);
  });
});

describe('history', () => {
  beforeEach(() => {
    for (let index = 0; index < 30; index += 1) {
      const updatedAt = minutes(-index * 10 * 24 * 60 - 120);
      const id = idOf(String(10 + index));
      tenant.addIssue({
        id,
        project: PROJECT,
        createdAt: '2020-01-01T00:00:00.000Z',
        updatedAt,
        status: index % 3 === 0 ? 'open' : 'resolved',
      });
    }
  });
  const inRange = () =>
    tenant.issues
      .filter(
        ({ updatedAt, status }) => updatedAt >= SINCE && status !== 'open',
      )
      .map(({ id }) => id)
      .sort();

  it('is what was resolved within it, covered once all is read', async () => {
    tenant.pageSize = 4;
    const { ids, pages } = await read(history());
    expect(inRange().length).toBeGreaterThan(8);
    expect(ids).toEqual(inRange());
    expect(pages.map(({ coveredFrom }) => coveredFrom)).toEqual([
      ...pages.slice(1).map(() => undefined),
      SINCE,
    ]);
  });

  it('goes on where it was stopped, without a gap', async () => {
    tenant.pageSize = 5;
    const ids: unknown[] = [];
    let cursor: IssuesCursor | undefined;
    do {
      const part = await read(history(cursor), 1);
      ids.push(...part.ids);
      cursor = part.cursor;
    } while (cursor.place);
    expect(ids).toEqual(inRange());
    // An engine that stopped at the last page asks once more, and must not begin again.
    const { pages, requests } = await read(history(cursor));
    expect({ pages, requests }).toEqual({ pages: [], requests: [] });
  });
});

describe('the scope', () => {
  it('of a target has the projects that it has now', async () => {
    const scope = `${ORG}/target:${TARGET}`;
    tenant.targets.push({
      id: TARGET,
      organization: ORG,
      displayName: 'acme/payments',
    });
    tenant.addIssue({ id: idOf('10'), project: PROJECT });
    const first = await read(live(UNTIL, undefined, scope));
    expect(first.ids).toEqual([idOf('10')]);
    tenant.addProject({ id: SECOND, organization: ORG, target: TARGET });
    tenant.addIssue({
      id: idOf('11'),
      project: SECOND,
      createdAt: minutes(1),
    });
    const second = await read(live(minutes(5), first.cursor, scope));
    expect(second.ids).toEqual([idOf('11')]);
  });

  it.each([
    ['acme/payments', 'Acme/Payments', undefined],
    ['acme/payments', 'payments', 'https://github.com/acme/payments.git'],
    ['acme/payments', 'acme/payments', undefined],
  ])('names the target %s, shown as %s', async (name, displayName, url) => {
    tenant.targets.push(
      { id: TARGET, organization: ORG, displayName, url },
      { id: idOf('f'), organization: ORG, displayName: 'acme/payments-api' },
    );
    tenant.addIssue({ id: idOf('10'), project: PROJECT });
    const { ids } = await read(live(UNTIL, undefined, `${ORG}/target:${name}`));
    expect(ids).toEqual([idOf('10')]);
  });

  it('leaves out the projects that are excluded', async () => {
    tenant.targets.push({ id: TARGET, organization: ORG, displayName: 'a' });
    tenant.addProject({ id: SECOND, organization: ORG, target: TARGET });
    tenant.addIssue({ id: idOf('10'), project: PROJECT });
    tenant.addIssue({ id: idOf('11'), project: SECOND });
    const scope = `${ORG}/target:a!${SECOND}`;
    const { ids } = await read(live(UNTIL, undefined, scope));
    expect(ids).toEqual([idOf('10')]);
  });

  it('of several organizations is looked for in each', async () => {
    tenant.addProject({ id: SECOND, organization: OTHER_ORG });
    tenant.addIssue({ id: idOf('10'), project: SECOND });
    const scope = `${ORG},${OTHER_ORG}/${SECOND}`;
    const { ids } = await read(live(UNTIL, undefined, scope));
    expect(ids).toEqual([idOf('10')]);
  });

  it('of a target without projects is read, and has none', async () => {
    const target = idOf('f');
    tenant.targets.push({ id: target, organization: ORG, displayName: 'a' });
    const { ids, cursor } = await read(
      live(UNTIL, undefined, `${ORG}/target:${target}`),
    );
    expect(ids).toEqual([]);
    expect(cursor).toEqual({ updatedFrom: UNTIL });
  });

  it.each([
    `${ORG}/${SECOND}`,
    `${OTHER_ORG}/${PROJECT}`,
    `${ORG}/target:acme/none`,
    `${ORG}/target:${idOf('f')}`,
    `${ORG},${OTHER_ORG}/${SECOND}`,
  ])('that there is none of is said to be: %s', async scope => {
    await expect(read(live(UNTIL, undefined, scope))).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('snyk.io/org-id'),
    });
  });
});

it('an answer without a list is a failure of Snyk', async () => {
  const { answer } = tenant;
  tenant.answer = (request, response) => {
    if (request.url.pathname.endsWith('/issues')) response.end('{"data":null}');
    else answer(request, response);
  };
  await expect(read(live(UNTIL))).rejects.toMatchObject({
    name: 'SourceFailureError',
  });
});
