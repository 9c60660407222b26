import { mockServices } from '@backstage/backend-test-utils';
import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import type { ReadOptions } from '@sei-platform/plugin-engineering-insights-node';
import type { Channel } from '../channel';
import { ChannelDirectory } from '../ChannelDirectory';
import { createSlackClient } from '../client';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from '../compileChannelPattern';
import { FakeWorkspace } from '../testUtils/FakeWorkspace';
import { startSlackServer } from '../testUtils/startSlackServer';
import {
  incidentChannelsStream,
  type IncidentChannelsCursor,
} from './incidentChannels';

const SINCE = '2025-09-02T12:00:00.000Z';
const UNTIL = '2026-03-01T12:00:00.000Z';

type Read = Pick<
  ReadOptions<IncidentChannelsCursor>,
  'direction' | 'cursor' | 'since' | 'until'
>;

let workspace: FakeWorkspace;
let server: Awaited<ReturnType<typeof startSlackServer>>;
beforeEach(async () => {
  workspace = new FakeWorkspace();
  server = await startSlackServer((...args) => workspace.answer(...args));
});
afterEach(() => server.stop());

function streamOf() {
  const { apiBaseUrl } = server;
  const pattern = compileChannelPattern(DEFAULT_CHANNEL_PATTERN);
  const includePrivate = false;
  const directory = ChannelDirectory.create({
    client: createSlackClient({ apiBaseUrl, token: 'unused', includePrivate }),
    pattern,
    sharedMilliseconds: () => 0,
  });
  return incidentChannelsStream(directory, { pattern });
}

/** Reads to the end, or so many pages as an engine that is stopped. */
async function read(options: Read, pageCount = Infinity, service = 'payments') {
  const stream = streamOf();
  const pages = [];
  for await (const page of stream.read({
    ...options,
    scope: { externalId: `inc-${service}` },
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    pages.push(page);
    if (pages.length === pageCount) break;
  }
  const items = pages.flatMap(page => page.items) as Channel[];
  const facts = items.flatMap(item => {
    const result = stream.normalize(item);
    return result.result === 'ok' ? result.facts : [];
  }) as IncidentFact[];
  return {
    pages,
    items,
    ids: items.map(({ id }) => id),
    ends: facts.map(({ externalId, resolvedAt }) => [externalId, resolvedAt]),
    cursor: pages[pages.length - 1].cursor,
  };
}

const live = (until: string, cursor?: IncidentChannelsCursor, since = SINCE) =>
  ({ direction: 'live', since, until, cursor } as const);
const history = (cursor?: IncidentChannelsCursor) =>
  ({ direction: 'history', since: SINCE, until: UNTIL, cursor } as const);

function minutes(count: number): string {
  return new Date(Date.parse(UNTIL) + count * 60_000).toISOString();
}

describe('live', () => {
  const start = () => read(live(UNTIL, undefined, minutes(-60)));

  it('sees an incident from its opening to its end', async () => {
    const first = await start();
    workspace.open('C1', 'inc-payments-1', minutes(1));
    const opened = await read(live(minutes(5), first.cursor));
    const quiet = await read(live(minutes(10), opened.cursor));
    workspace.archive('C1', minutes(90));
    const archived = await read(live(minutes(95), quiet.cursor));
    const after = await read(live(minutes(100), archived.cursor));
    expect(
      [first, opened, quiet, archived, after].map(each => each.ends),
    ).toEqual([[], [['C1', null]], [], [['C1', minutes(90)]], []]);
  });

  it('sees the end of a channel that was open before the first reading', async () => {
    workspace.open('OLD', 'inc-payments-1', '2025-11-01T00:00:00Z');
    const first = await start();
    const quiet = await read(live(minutes(5), first.cursor));
    workspace.archive('OLD', minutes(7));
    const later = await read(live(minutes(10), quiet.cursor));
    expect([first.ids, quiet.ids, later.ends]).toEqual([
      [],
      [],
      [['OLD', minutes(7)]],
    ]);
  });

  it('sees that an old channel was unarchived, and its new end', async () => {
    workspace.open('OLD', 'inc-payments-1', '2025-11-01T00:00:00Z');
    workspace.archive('OLD', '2025-11-02T00:00:00Z');
    const first = await start();
    workspace.unarchive('OLD', minutes(2));
    const open = await read(live(minutes(5), first.cursor));
    workspace.archive('OLD', minutes(9));
    const over = await read(live(minutes(10), open.cursor));
    expect([open.ends, over.ends]).toEqual([
      [['OLD', null]],
      [['OLD', minutes(9)]],
    ]);
  });

  it('sees a channel that was opened and archived between two readings, once', async () => {
    const first = await start();
    workspace.open('C1', 'inc-payments-1', minutes(1));
    workspace.archive('C1', minutes(2));
    const second = await read(live(minutes(5), first.cursor));
    const third = await read(live(minutes(10), second.cursor));
    expect([second.ends, third.ids]).toEqual([[['C1', minutes(2)]], []]);
  });

  it('sees a channel of which an older listing did not know yet', async () => {
    const first = await start();
    const second = await read(live(minutes(5), first.cursor));
    workspace.open('LATE', 'inc-payments-1', minutes(-40));
    workspace.archive('LATE', minutes(-30));
    expect((await read(live(minutes(10), second.cursor))).ids).toEqual([
      'LATE',
    ]);
  });

  it('keeps the end that it first saw, whatever else changes in an archived channel', async () => {
    workspace.open('C1', 'inc-payments-1', minutes(-30));
    workspace.archive('C1', minutes(-20));
    const first = await start();
    workspace.channels[0].changedAt = minutes(3);
    const later = await read(live(minutes(5), first.cursor));
    expect([first.ends, later.ids]).toEqual([[['C1', minutes(-20)]], []]);
  });

  it('follows a channel that is renamed within its family', async () => {
    workspace.open('C1', 'inc-payments-1', minutes(-30));
    const first = await start();
    workspace.rename('C1', 'inc-payments-1-cards-refused', minutes(2));
    const later = await read(live(minutes(5), first.cursor));
    expect(later.items).toMatchObject([
      { id: 'C1', name: 'inc-payments-1-cards-refused', is_archived: false },
    ]);
  });

  it.each(['closed-payments-1', 'inc-ledger-1'])(
    'takes an incident whose channel is renamed to %s for over',
    async name => {
      workspace.open('C1', 'inc-payments-1', minutes(-30));
      const first = await start();
      workspace.rename('C1', name, minutes(2));
      const later = await read(live(minutes(5), first.cursor));
      const after = await read(live(minutes(10), later.cursor));
      expect(later.items).toMatchObject([{ name: 'inc-payments-1' }]);
      expect([later.ends, after.ids]).toEqual([[['C1', minutes(2)]], []]);
    },
  );

  it('gives a channel that is renamed into a family to it, from its beginning on', async () => {
    workspace.open('C1', 'inc-payments-1', minutes(-30));
    const first = await read(live(UNTIL, undefined, minutes(-60)), 9, 'ledger');
    workspace.rename('C1', 'inc-ledger-1', minutes(2));
    const later = await read(live(minutes(5), first.cursor), 9, 'ledger');
    expect([first.ids, later.ends]).toEqual([[], [['C1', null]]]);
  });

  it('says nothing more of a channel that is gone', async () => {
    workspace.open('C1', 'inc-payments-1', minutes(-30));
    const first = await start();
    workspace.channels.pop();
    const later = await read(live(minutes(5), first.cursor));
    expect([later.ids, later.cursor.known]).toEqual([[], {}]);
  });

  it('reads nothing that is older than wanted', async () => {
    const first = await start();
    workspace.open('OLD', 'inc-payments-1', '2024-01-01T00:00:00Z');
    expect((await read(live(minutes(5), first.cursor))).ids).toEqual([]);
  });

  it('loses nothing where it is stopped after a page, the oldest change first', async () => {
    let { cursor } = await start();
    const expected: string[] = [];
    for (let index = 0; index < 450; index += 1) {
      workspace.open(`C${index}`, `inc-payments-${index}`, minutes(index));
      expected.push(`C${index}`);
    }
    const ids: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const part = await read(live(minutes(500), cursor), 1);
      ids.push(...part.ids);
      cursor = part.cursor;
    }
    expect(ids).toEqual(expected);
  });

  it('reads no channel of another family, and none that is no incident', async () => {
    workspace.open('C1', 'inc-ledger-1', minutes(-10));
    workspace.open('C2', 'payments', minutes(-10));
    expect((await start()).ids).toEqual([]);
  });

  it('keeps no topic, person or count', async () => {
    workspace.open('C1', 'inc-payments-1', minutes(-10));
    const { items, pages } = await start();
    expect(Object.keys(items[0]).sort()).toEqual([
      'created',
      'id',
      'is_archived',
      'name',
      'updated',
    ]);
    expect(JSON.stringify(pages)).not.toMatch(/Secret|UPERSON|num_members/);
  });
});

describe('history', () => {
  beforeEach(() => {
    // Every eight hours, of which the newest two are still open.
    for (let index = 0; index < 700; index += 1) {
      const at = minutes(-index * 8 * 60 - 60);
      workspace.open(`C${index}`, `inc-payments-${index}`, at);
      if (index > 1) workspace.archive(`C${index}`, at);
    }
  });
  const inRange = () =>
    workspace.channels
      .filter(({ createdAt }) => createdAt >= SINCE)
      .map(({ id }) => id);

  it('is read newest first to the horizon, and no further', async () => {
    const { ids, pages } = await read(history());
    expect(ids).toEqual(inRange());
    expect(ids.length).toBeLessThan(workspace.channels.length);
    expect(pages[pages.length - 1]).toMatchObject({ coveredFrom: SINCE });
  });

  it('is covered only as far as it was read', async () => {
    const { pages } = await read(history());
    expect(pages.length).toBeGreaterThan(3);
    const created = workspace.channels.filter(
      ({ createdAt }) => createdAt < UNTIL,
    );
    const seen: string[] = [];
    for (const { items, coveredFrom } of pages) {
      seen.push(...(items as Channel[]).map(({ id }) => id));
      const covered = created
        .filter(({ createdAt }) => createdAt >= coveredFrom!)
        .map(({ id }) => id);
      expect(seen).toEqual(expect.arrayContaining(covered));
    }
  });

  it('loses none of a second in which several were made', async () => {
    const at = minutes(-30);
    for (let index = 0; index < 250; index += 1)
      workspace.open(`S${index}`, `inc-payments-${index}-too`, at);
    const first = await read(history(), 1);
    const rest = await read(history(first.cursor));
    const ofSecond = [...first.ids, ...rest.ids].filter(id =>
      id.startsWith('S'),
    );
    expect(new Set(ofSecond).size).toBe(250);
  });

  it('goes on where it was stopped, without a gap', async () => {
    const ids = new Set<string>();
    let cursor: IncidentChannelsCursor | undefined;
    for (let round = 0; round < 8; round += 1) {
      const part = await read(history(cursor), 1);
      part.ids.forEach(id => ids.add(id));
      cursor = part.cursor;
    }
    expect([...ids]).toEqual(inRange());
  });
});

it.each([live(UNTIL), history()])(
  'a channel whose creation is of another type is read, and is invalid: $direction',
  async options => {
    workspace.open('C1', 'inc-payments-1', minutes(-1));
    const { answer } = workspace;
    workspace.answer = (request, response) => {
      const end = response.end.bind(response);
      response.end = ((text: string) =>
        end(text.replace(/"created":\d+/, '"created":"today"'))) as never;
      answer(request, response);
    };
    const { items } = await read(options);
    expect(items).toHaveLength(1);
    expect(streamOf().normalize(items[0])).toMatchObject({
      result: 'invalid',
      reason: expect.stringContaining('created'),
    });
  },
);

it.each([
  { created: 9e15, updated: 1 },
  { created: 1_772_366_400, updated: 9e15 },
])('a channel with a time beyond all dates is invalid alone: %j', told => {
  const item = { id: 'C1', name: 'inc-payments-1', ...told };
  const stream = streamOf();
  expect(stream.identify(item).externalId).toBe('C1');
  expect(stream.normalize(item).result).toBe('invalid');
});
