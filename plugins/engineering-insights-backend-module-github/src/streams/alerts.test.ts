import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import { connectorOf, readAll, stopServers } from '../testUtils/connectorOf';
import {
  sendJson,
  type Answer,
  type ReceivedRequest,
} from '../testUtils/startGithubServer';
import type { AlertsCursor } from './readAlerts';

afterEach(stopServers);

const KINDS = [
  ['code-scanning-alerts', 'code-scanning', 'page'],
  ['dependabot-alerts', 'dependabot', 'after'],
  ['secret-scanning-alerts', 'secret-scanning', 'page'],
] as const;

const FIRST = { direction: 'live', until: '2026-03-01T12:00:00Z' } as const;
const LATER = '2026-03-01T13:00:00Z';

function alert(number: number, updatedAt: string, more: object = {}) {
  return {
    number,
    state: 'open',
    created_at: '2020-01-01T00:00:00Z',
    updated_at: updatedAt,
    ...more,
  };
}

/** Alerts as GitHub lists them, two to a page, with an ETag of what they are. */
function listOf(
  alerts: () => readonly object[],
  place: 'page' | 'after',
): Answer {
  return ({ url, headers }, response) => {
    const etag = `"${JSON.stringify(alerts()).length}"`;
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const start = Number(url.searchParams.get(place) ?? 0);
    const next = new URL(url);
    next.searchParams.set(place, String(start + 2));
    const isLast = start + 2 >= alerts().length;
    sendJson(response, alerts().slice(start, start + 2), {
      headers: { etag, ...(!isLast && { link: `<${next}>; rel="next"` }) },
    });
  };
}

const numbersOf = (pages: readonly Page[]) =>
  pages.flatMap(({ items }) =>
    items.map(item => (item as { alert: { number: number } }).alert.number),
  );
const pathOf = ({ url }: ReceivedRequest) => url.pathname;

describe.each(KINDS)('%s', (name, path, place) => {
  it('lists all there is at first, oldest change first, and has no history', async () => {
    const alerts = [5, 4, 3, 2, 1].map(number =>
      alert(number, `2021-01-0${number}T00:00:00Z`),
    );
    const { streamOf, received } = await connectorOf(
      listOf(() => alerts, place),
    );
    const pages = await readAll(streamOf(name), FIRST);
    expect(numbersOf(pages)).toEqual([1, 2, 3, 4, 5]);
    expect(received.map(pathOf)).toEqual(
      Array(3).fill(`/api/v3/repos/acme/payments/${path}/alerts`),
    );
    expect(received[0].url.searchParams.toString()).toContain(
      'sort=updated&direction=desc&per_page=100',
    );
    expect(await readAll(streamOf(name), { direction: 'history' })).toEqual([]);
  });

  it('reads what changed since, and asks with the ETag once an hour', async () => {
    let alerts = [alert(1, '2021-01-01T00:00:00Z')];
    const { streamOf, received } = await connectorOf(
      listOf(() => alerts, place),
    );
    const stream = streamOf(name);
    let cursor = (await readAll(stream, FIRST)).at(-1)!.cursor as AlertsCursor;
    const read = async (until: string) => {
      const pages = await readAll(stream, { ...FIRST, until, cursor });
      cursor = (pages.at(-1)?.cursor as AlertsCursor) ?? cursor;
      return numbersOf(pages);
    };
    expect(await read('2026-03-01T12:59:00Z')).toEqual([]);
    expect(received).toHaveLength(1);
    expect(await read(LATER)).toEqual([]);
    expect(received[1].headers).toHaveProperty('if-none-match');
    alerts = [alert(2, '2026-03-01T13:30:00Z'), ...alerts];
    expect(await read('2026-03-01T13:59:00Z')).toEqual([]);
    // The last change known is read again, as another may be of the same instant.
    expect(await read('2026-03-01T14:00:00Z')).toEqual([1, 2]);
    expect(await read('2026-03-01T15:00:00Z')).toEqual([]);
    expect(received).toHaveLength(4);
  });

  it('loses nothing where it is stopped before its end', async () => {
    const alerts = Array.from({ length: 60 }, (_, index) =>
      alert(60 - index, new Date(60_000 * (60 - index)).toISOString()),
    );
    const { streamOf } = await connectorOf(listOf(() => alerts, place));
    const [first] = await readAll(streamOf(name), FIRST);
    expect(first.cursor).not.toHaveProperty('etag');
    const rest = await readAll(streamOf(name), {
      ...FIRST,
      cursor: first.cursor,
    });
    const seen = new Set([...numbersOf([first]), ...numbersOf(rest)]);
    expect(seen.size).toBe(60);
  });

  it.each([403, 404])(
    'stops alone where the feature is off, which GitHub tells by %d',
    async status => {
      const { streamOf } = await connectorOf(({ url }, response) =>
        url.pathname.endsWith('/alerts')
          ? sendJson(response, { message: 'It is off' }, { status })
          : sendJson(response, { full_name: 'acme/payments' }),
      );
      await expect(readAll(streamOf(name), FIRST)).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining('alerts of acme/payments'),
      });
    },
  );

  it('says that a repository is gone, and nothing of features, where it is', async () => {
    const { streamOf } = await connectorOf((_, response) =>
      sendJson(response, { message: 'Not Found' }, { status: 404 }),
    );
    await expect(readAll(streamOf(name), FIRST)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('waits where a limit is reached, and takes it for no refusal', async () => {
    const { streamOf } = await connectorOf((_, response) =>
      sendJson(
        response,
        { message: 'Slow down' },
        { status: 403, headers: { 'retry-after': '7' } },
      ),
    );
    await expect(readAll(streamOf(name), FIRST)).rejects.toMatchObject({
      name: 'RateLimitError',
    });
  });
});

it('never has a secret, asks for none, and keeps nobody who dismissed an alert', async () => {
  const { streamOf, received } = await connectorOf((_, response) =>
    sendJson(response, [
      alert(1, '2026-01-01T00:00:00Z', {
        secret: 'very-secret',
        secret_type: 'token',
        resolved_by: { login: 'octocat' },
        dismissed_by: { login: 'octocat' },
        dismissed_comment: 'octocat knows',
      }),
    ]),
  );
  for (const [name] of KINDS) {
    const pages = await readAll(streamOf(name), FIRST);
    expect(numbersOf(pages)).toEqual([1]);
    expect(JSON.stringify(pages)).not.toMatch(/very-secret|octocat/);
  }
  expect(
    received.map(({ url }) => url.searchParams.get('hide_secret')),
  ).toEqual([null, null, 'true']);
});
