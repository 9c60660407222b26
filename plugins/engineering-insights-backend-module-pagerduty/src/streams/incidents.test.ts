import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { createPagerdutyClient } from '../client';
import { FakeAccount } from '../testUtils/FakeAccount';
import {
  sendJson,
  startPagerdutyServer,
} from '../testUtils/startPagerdutyServer';
import { incidentsStream, type IncidentsCursor } from './incidents';

const SINCE = '2025-09-02T12:00:00Z';
const UNTIL = '2026-03-01T12:00:00Z';

type Read = Pick<
  ReadOptions<IncidentsCursor>,
  'direction' | 'cursor' | 'since' | 'until'
>;

let account: FakeAccount;
let server: Awaited<ReturnType<typeof startPagerdutyServer>>;
beforeEach(async () => {
  account = new FakeAccount();
  account.services.add('PPAY');
  server = await startPagerdutyServer((...args) => account.answer(...args));
});
afterEach(() => server.stop());

function pagesOf(options: Read): AsyncIterable<Page<IncidentsCursor>> {
  const { apiBaseUrl } = server;
  const client = createPagerdutyClient({ apiBaseUrl, token: 'unused' });
  return incidentsStream(client).read({
    ...options,
    scope: { externalId: 'PPAY' },
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  });
}

/** Reads to the end, or so many pages as an engine that is stopped. */
async function read(options: Read, pageCount = Infinity) {
  const pages: Page<IncidentsCursor>[] = [];
  const before = server.received.length;
  for await (const page of pagesOf(options)) {
    pages.push(page);
    if (pages.length === pageCount) break;
  }
  const items = pages.flatMap(page => page.items) as {
    incident: JsonObject;
  }[];
  return {
    pages,
    items,
    ids: items.map(({ incident }) => incident.id),
    cursor: pages[pages.length - 1].cursor,
    requests: server.received
      .slice(before)
      .map(({ url }) => url.pathname.slice(1)),
  };
}

const live = (until: string, cursor?: IncidentsCursor, since = SINCE) =>
  ({ direction: 'live', since, until, cursor } as const);
const history = (cursor?: IncidentsCursor, since = SINCE) =>
  ({ direction: 'history', since, until: UNTIL, cursor } as const);

function minutes(count: number): string {
  return new Date(Date.parse(UNTIL) + count * 60_000)
    .toISOString()
    .replace('.000Z', 'Z');
}

describe('live', () => {
  const start = () => read(live(UNTIL, undefined, minutes(-60)));

  it('sees an incident from its opening to its end', async () => {
    const first = await start();
    const incident = account.trigger('I1', minutes(1));
    const opened = await read(live(minutes(5), first.cursor));
    incident.log.push({ type: 'acknowledge', at: minutes(6) });
    const acknowledged = await read(live(minutes(10), opened.cursor));
    incident.log.push({ type: 'resolve', at: minutes(90) });
    const resolved = await read(live(minutes(95), acknowledged.cursor));
    expect(
      [opened, acknowledged, resolved].map(({ items }) => items),
    ).toMatchObject([
      [{ incident: { status: 'triggered' } }],
      [{ incident: { acknowledgements: [{ at: minutes(6) }] } }],
      [
        {
          incident: { status: 'resolved', resolved_at: minutes(90) },
          logEntries: expect.arrayContaining([
            { type: 'acknowledge_log_entry', created_at: minutes(6) },
          ]),
        },
      ],
    ]);
  });

  it('sees the late resolution of an incident that was open before the first reading', async () => {
    const old = account.trigger('OLD', '2025-11-01T00:00:00Z');
    const first = await start();
    expect(first.ids).toEqual([]);
    const quiet = await read(live(minutes(5), first.cursor));
    expect(quiet.ids).toEqual([]);
    old.log.push({ type: 'resolve', at: minutes(7) });
    const later = await read(live(minutes(10), quiet.cursor));
    expect(later.ids).toEqual(['OLD']);
    expect(later.items[0].incident).toMatchObject({ resolved_at: minutes(7) });
    const last = await read(live(minutes(15), later.cursor));
    expect(last.ids).toEqual([]);
    expect(last.requests).toEqual(['incidents', 'incidents']);
  });

  it('follows an open incident on that one list left out', async () => {
    const old = account.trigger('OLD', '2025-11-01T00:00:00Z');
    const first = await start();
    const { answer } = account;
    account.answer = (request, response) => {
      const isList = request.url.pathname === '/incidents';
      if (isList) sendJson(response, { incidents: [], more: false });
      else answer(request, response);
    };
    const without = await read(live(minutes(5), first.cursor));
    expect(without.ids).toEqual([]);
    account.answer = answer;
    old.log.push({ type: 'resolve', at: minutes(7) });
    const later = await read(live(minutes(10), without.cursor));
    expect(later.ids).toEqual(['OLD']);
  });

  it('sees that an old incident was reopened', async () => {
    const old = account.trigger('OLD', '2025-11-01T00:00:00Z');
    old.log.push({ type: 'resolve', at: '2025-11-01T01:00:00Z' });
    const first = await start();
    old.log.push({ type: 'reopen', at: minutes(2) });
    const later = await read(live(minutes(5), first.cursor));
    expect(later.items).toMatchObject([
      { incident: { id: 'OLD', status: 'triggered', resolved_at: null } },
    ]);
  });

  it('reads an incident once, though it is listed again for an hour', async () => {
    const first = await start();
    account
      .trigger('I1', minutes(1))
      .log.push({ type: 'resolve', at: minutes(2) });
    const second = await read(live(minutes(5), first.cursor));
    const third = await read(live(minutes(10), second.cursor));
    expect([second.ids, third.ids]).toEqual([['I1'], []]);
    expect(third.requests).toEqual(['incidents', 'incidents']);
  });

  it('sees an incident that is listed late', async () => {
    const first = await start();
    const second = await read(live(minutes(5), first.cursor));
    account.trigger('LATE', minutes(-40));
    expect((await read(live(minutes(10), second.cursor))).ids).toEqual([
      'LATE',
    ]);
  });

  it('loses nothing where it is stopped after a page', async () => {
    let { cursor } = await start();
    const expected: string[] = [];
    for (let index = 0; index < 120; index += 1) {
      account.trigger(`I${index}`, minutes(index));
      expected.push(`I${index}`);
    }
    const ids: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      const part = await read(live(minutes(200), cursor), 1);
      ids.push(...part.ids);
      cursor = part.cursor;
    }
    expect(ids).toEqual(expected);
  });

  it('gives the oldest change first', async () => {
    const one = account.trigger('I1', minutes(-30));
    account.trigger('I2', minutes(-20));
    one.log.push({ type: 'resolve', at: minutes(-10) });
    expect((await start()).ids).toEqual(['I2', 'I1']);
  });

  it('goes on after a pause of more than the longest range', async () => {
    const first = await start();
    account.trigger('I1', '2026-05-01T00:00:00Z');
    account.trigger('I2', '2026-12-01T00:00:00Z');
    const later = await read(live('2026-12-24T00:00:00Z', first.cursor));
    expect(later.ids).toEqual(['I1', 'I2']);
  });

  it('reads no incident of another service', async () => {
    account.trigger('I1', minutes(-10), 'PELSEWHERE');
    expect((await start()).ids).toEqual([]);
  });

  it('says that there is no such service, as PagerDuty lists nothing for it', async () => {
    account.services.delete('PPAY');
    await expect(start()).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('goes on where an incident it followed is gone', async () => {
    account.trigger('GONE', minutes(-10));
    const first = await start();
    account.incidents.pop();
    const later = await read(live(minutes(5), first.cursor));
    expect(later.ids).toEqual([]);
    expect(later.cursor.known).toEqual({});
  });

  it('asks for the log only where the incident does not tell', async () => {
    account.trigger('I1', minutes(-30));
    account
      .trigger('I2', minutes(-20))
      .log.push({ type: 'acknowledge', at: minutes(-19) });
    account
      .trigger('I3', minutes(-10))
      .log.push({ type: 'resolve', at: minutes(-9) });
    const { requests } = await start();
    expect(requests.filter(path => path.endsWith('log_entries'))).toEqual([
      'incidents/I3/log_entries',
    ]);
  });

  it('stores nobody who was called or answered', async () => {
    account
      .trigger('I1', minutes(-20))
      .log.push({ type: 'acknowledge', at: minutes(-19) });
    account
      .trigger('I2', minutes(-10))
      .log.push({ type: 'resolve', at: minutes(-9) });
    const { items } = await start();
    expect(items).toHaveLength(2);
    expect(JSON.stringify(items)).not.toContain('Responder');
  });
});

describe('history', () => {
  beforeEach(() => {
    // Every 36 hours, of which the newest two are still open.
    for (let index = 0; index < 130; index += 1) {
      const at = minutes(-index * 36 * 60 - 60);
      const incident = account.trigger(`I${index}`, at);
      if (index > 1) incident.log.push({ type: 'resolve', at });
    }
  });
  const inRange = () =>
    account.incidents
      .filter(({ createdAt }) => createdAt >= SINCE)
      .map(({ id }) => id);

  it('is read newest first to the horizon, and no further', async () => {
    const { ids, pages } = await read(history());
    expect(ids).toEqual(inRange());
    expect(ids.length).toBeLessThan(account.incidents.length);
    expect(pages[pages.length - 1]).toMatchObject({ coveredFrom: SINCE });
  });

  it('is covered only as far as it was read', async () => {
    const { pages } = await read(history());
    const seen: string[] = [];
    for (const { items, coveredFrom } of pages) {
      seen.push(
        ...items.map(
          each => (each as { incident: { id: string } }).incident.id,
        ),
      );
      const covered = account.incidents.filter(
        ({ createdAt }) =>
          Date.parse(createdAt) >= Date.parse(coveredFrom!) &&
          Date.parse(createdAt) < Date.parse(UNTIL),
      );
      expect(seen).toEqual(expect.arrayContaining(covered.map(({ id }) => id)));
    }
  });

  it('goes on where it was stopped, without a gap', async () => {
    const ids = new Set<unknown>();
    let cursor: IncidentsCursor | undefined;
    for (let round = 0; round < 12; round += 1) {
      const part = await read(history(cursor), 1);
      part.ids.forEach(id => ids.add(id));
      cursor = part.cursor;
    }
    expect([...ids]).toEqual(inRange());
  });

  it('reads years in ranges that PagerDuty takes', async () => {
    account.trigger('ANCIENT', '2023-01-05T00:00:00Z');
    const { ids } = await read(history(undefined, '2023-01-01T00:00:00Z'));
    expect(ids).toHaveLength(account.incidents.length);
    expect(ids[ids.length - 1]).toBe('ANCIENT');
  });
});

it.each([live(UNTIL), history()])(
  'an incident whose opening is of another type is read, and is invalid: $direction',
  async options => {
    account.trigger('I1', minutes(-1));
    const { answer } = account;
    account.answer = (request, response) => {
      const end = response.end.bind(response);
      response.end = ((text: string) =>
        end(
          text.replace(/"created_at":"[^"]*"/, '"created_at":1768080642'),
        )) as never;
      answer(request, response);
    };
    const { items } = await read(options);
    expect(items).toHaveLength(1);
    const { apiBaseUrl } = server;
    const client = createPagerdutyClient({ apiBaseUrl, token: 'unused' });
    expect(incidentsStream(client).normalize(items[0])).toMatchObject({
      result: 'invalid',
      reason: expect.stringContaining('created_at'),
    });
  },
);

it('an answer without a list is a failure of PagerDuty', async () => {
  account.answer = (_, response) => {
    response.end('{"incidents": null}');
  };
  await expect(read(live(UNTIL))).rejects.toMatchObject({
    name: 'SourceFailureError',
  });
});

it('an incident storm that cannot be listed is told, not cut', async () => {
  for (let index = 0; index < 10_001; index += 1)
    account.trigger(`I${index}`, minutes(-1));
  await expect(read(live(UNTIL))).rejects.toThrow(
    'the service PPAY has more. Resolve those that are over.',
  );
});
