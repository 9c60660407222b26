import { mockServices } from '@backstage/backend-test-utils';
import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import { ChannelListings } from '../channels/ChannelListings';
import {
  FakeTenant,
  NEVER,
  OTHER_TEAM_ID,
  sendFailure,
} from '../testUtils/FakeTenant';
import { collect } from '../testUtils/collect';
import { incidentsStream, type IncidentsCursor } from './incidents';

const SINCE = '2026-03-01T11:00:00.000Z';
const HORIZON = '2025-09-01T00:00:00.000Z';
const FAMILY = 'inc-payments';

let tenant: FakeTenant;
let server: Awaited<ReturnType<FakeTenant['start']>>;
let listings: ChannelListings;
let cursor: IncidentsCursor | undefined;
let basis: string;

beforeEach(async () => {
  tenant = new FakeTenant();
  tenant.teams.add(OTHER_TEAM_ID);
  server = await tenant.start();
  const { client, source } = server;
  listings = ChannelListings.create({ ...source, client });
  cursor = undefined;
  basis = source.basis;
});
afterEach(() => server.stop());

function streamOf() {
  const { client, source } = server;
  const { pattern } = source;
  return incidentsStream({ client, listings, pattern, basis });
}

async function read(
  direction: 'live' | 'history',
  options: { family?: string; pages?: number; from?: IncidentsCursor } = {},
) {
  const { family = FAMILY, pages = Infinity } = options;
  const isLive = direction === 'live';
  const known = isLive ? cursor : options.from;
  const stream = streamOf();
  const facts: IncidentFact[] = [];
  const covered: (string | undefined)[] = [];
  let last: IncidentsCursor | undefined = known;
  let count = 0;
  for await (const page of stream.read({
    scope: { externalId: family },
    cursor: known,
    direction,
    since: isLive && !cursor ? SINCE : HORIZON,
    until: direction === 'history' ? SINCE : tenant.now,
    signal: NEVER,
    logger: mockServices.logger.mock(),
  })) {
    for (const item of page.items) {
      expect(JSON.stringify(item)).not.toMatch(/topic|example\.com|@/);
      const result = stream.normalize(item);
      if (result.result !== 'ok') throw new Error(result.reason);
      facts.push(...(result.facts as IncidentFact[]));
    }
    last = JSON.parse(JSON.stringify(page.cursor));
    covered.push(page.coveredFrom);
    count += 1;
    if (count === pages) break;
  }
  if (isLive) cursor = last;
  return { facts, covered, last };
}

/** What changed by now, as title and end. */
async function changes(family?: string) {
  listings.forget();
  const { facts } = await read('live', { family });
  return facts.map(({ title, resolvedAt }) => [title, resolvedAt]);
}

function at(time: string) {
  tenant.now = `2026-03-01T${time}Z`;
}

const NAME = 'inc-payments-1';
const OTHER = 'inc-payments-2';

it('an open channel is an open incident, of its service and severity', async () => {
  tenant.open(
    'INC SEV2 Payments 2026-03-01 api down',
    '2026-03-01T11:59:00.592Z',
  );
  const { facts } = await read('live');
  expect(facts).toEqual([
    {
      kind: 'incident',
      externalId: '19%3A0000%40thread.tacv2',
      sourceUpdatedAt: '2026-03-01T12:00:00.000Z',
      url: 'https://teams.microsoft.com/l/channel/19%3A0000%40thread.tacv2',
      title: 'INC SEV2 Payments 2026-03-01 api down',
      severity: 'high',
      sourceSeverity: 'SEV2',
      openedAt: '2026-03-01T11:59:00.592Z',
      resolvedAt: null,
      isResolved: false,
      service: 'Payments',
    },
  ]);
});

it('an archived channel ends when it was first seen so, which is told once', async () => {
  const channel = tenant.open(NAME);
  expect(await changes()).toEqual([[NAME, null]]);
  at('12:05:00');
  expect(await changes()).toEqual([]);
  channel.isArchived = true;
  at('12:10:00');
  expect(await changes()).toEqual([[NAME, '2026-03-01T12:10:00.000Z']]);
  at('12:15:00');
  expect(await changes()).toEqual([]);
});

it('one that is open again has no end, and its next end is another', async () => {
  const channel = tenant.open(NAME);
  await changes();
  for (const [end, again] of [
    ['12:05:00', '12:10:00'],
    ['12:30:00', '12:40:00'],
  ]) {
    channel.isArchived = true;
    at(end);
    expect(await changes()).toEqual([[NAME, `2026-03-01T${end}.000Z`]]);
    channel.isArchived = false;
    at(again);
    expect(await changes()).toEqual([[NAME, null]]);
  }
});

it('is open again however long ago it was created', async () => {
  const channel = tenant.open(NAME, '2025-12-01T00:00:00Z');
  channel.isArchived = true;
  expect(await changes()).toEqual([]);
  channel.isArchived = false;
  at('12:05:00');
  expect(await changes()).toEqual([[NAME, null]]);
});

it('does not tell an end that lies somewhere in more than an hour', async () => {
  const channel = tenant.open(NAME);
  await changes();
  channel.isArchived = true;
  at('13:00:01');
  expect(await changes()).toEqual([[NAME, undefined]]);
});

it('has no end of a channel that was archived before it was ever seen, unless it is young', async () => {
  tenant.open(NAME, '2026-03-01T10:30:00Z').isArchived = true;
  tenant.open(OTHER, '2026-03-01T11:30:00Z').isArchived = true;
  expect(await changes()).toEqual([[OTHER, '2026-03-01T12:00:00.000Z']]);
  const { facts } = await read('history');
  expect(facts.map(({ title, resolvedAt }) => [title, resolvedAt])).toEqual([
    [NAME, undefined],
  ]);
});

it('is not over before it began, as the clock of answers counts whole seconds', async () => {
  tenant.open(NAME, '2026-03-01T12:00:00.900Z').isArchived = true;
  expect(await changes()).toEqual([[NAME, '2026-03-01T12:00:00.900Z']]);
});

it('a deleted channel ends as an archived one does', async () => {
  const channel = tenant.open(NAME);
  await changes();
  tenant.delete(channel);
  at('12:05:00');
  expect(await changes()).toEqual([[NAME, '2026-03-01T12:05:00.000Z']]);
  expect(server.asked().at(-1)).toBe(
    `GET /teams/${channel.teamId}/channels/19%3A0000%40thread.tacv2`,
  );
  at('12:10:00');
  expect(await changes()).toEqual([]);
});

it('a deleted team ends its incidents, and the others are read', async () => {
  tenant.open(NAME, undefined, OTHER_TEAM_ID);
  await changes();
  tenant.teams.delete(OTHER_TEAM_ID);
  at('12:05:00');
  tenant.open(OTHER);
  expect(await changes()).toEqual([
    [NAME, '2026-03-01T12:05:00.000Z'],
    [OTHER, null],
  ]);
});

it('a channel that is only left out of the list goes on, and its end is bounded by its last sight', async () => {
  const channel = tenant.open(NAME);
  await changes();
  const { answer } = tenant;
  tenant.answer = (request, response) => {
    const isList = request.url.pathname.endsWith('/channels');
    const left = isList ? tenant.channels.splice(0) : [];
    answer(request, response);
    tenant.channels.push(...left);
  };
  at('12:05:00');
  expect(await changes()).toEqual([]);
  channel.isArchived = true;
  at('13:00:00');
  expect(await changes()).toEqual([[NAME, '2026-03-01T13:00:00.000Z']]);
});

it('a renamed channel has its new name', async () => {
  const channel = tenant.open(NAME);
  await changes();
  channel.displayName = OTHER;
  at('12:05:00');
  expect(await changes()).toEqual([[OTHER, null]]);
});

it.each(['inc-ledger-1', 'Resolved: payments'])(
  'a channel that is renamed to %s is over for its family',
  async name => {
    const channel = tenant.open(NAME);
    await changes();
    channel.displayName = name;
    at('12:05:00');
    expect(await changes()).toEqual([[NAME, '2026-03-01T12:05:00.000Z']]);
    at('12:10:00');
    expect(await changes()).toEqual([]);
  },
);

it('a channel that is listed late is seen, and none twice', async () => {
  await changes();
  at('12:40:00');
  tenant.open(NAME, '2026-03-01T11:59:00Z').isArchived = true;
  expect(await changes()).toEqual([[NAME, '2026-03-01T12:40:00.000Z']]);
  at('12:45:00');
  expect(await changes()).toEqual([]);
});

it('reads families of all teams and pages from one list', async () => {
  tenant.pageSize = 2;
  for (let index = 0; index < 5; index += 1)
    tenant.open(`inc-payments-${index}`);
  tenant.open('inc-ledger-1', undefined, OTHER_TEAM_ID);
  tenant.open('General');
  const payments = await read('live');
  expect(payments.facts).toHaveLength(5);
  cursor = undefined;
  const ledger = await read('live', { family: 'inc-ledger' });
  expect(ledger.facts).toHaveLength(1);
  // Three pages of one team, one of the other.
  expect(server.asked()).toHaveLength(4);
});

it.each(['live', 'history'] as const)(
  'a stop within %s loses nothing',
  async direction => {
    for (let index = 0; index < 250; index += 1) {
      const minutes = String(index % 60).padStart(2, '0');
      const hour = direction === 'live' ? 11 : 10;
      tenant.open(`inc-payments-${index}`, `2026-03-01T${hour}:${minutes}:00Z`);
    }
    const titles = new Set<string>();
    let from: IncidentsCursor | undefined;
    for (let round = 0; round < 4; round += 1) {
      const { facts, last } = await read(direction, { pages: 1, from });
      facts.forEach(({ title }) => titles.add(title));
      from = last;
    }
    expect(titles.size).toBe(250);
  },
);

it('history goes back by creation, and says how far', async () => {
  tenant.open('inc-payments-1', '2026-02-01T00:00:00Z').isArchived = true;
  tenant.open('inc-payments-2', '2026-02-03T00:00:00Z');
  tenant.open('inc-payments-3', '2025-08-31T00:00:00Z').isArchived = true;
  tenant.open('inc-payments-4', '2026-03-01T11:30:00Z');
  const { facts, covered } = await read('history');
  expect(facts.map(({ title }) => title)).toEqual([
    'inc-payments-2',
    'inc-payments-1',
  ]);
  expect(covered).toEqual(['2026-02-01T00:00:00.001Z', HORIZON]);
});

it('other teams or another pattern have all channels read again, and no end is lost', async () => {
  const channel = tenant.open(NAME, '2026-01-10T10:00:00Z');
  channel.isArchived = true;
  const open = tenant.open(OTHER, '2026-01-11T10:00:00Z');
  await changes();
  basis = 'another';
  open.isArchived = true;
  at('12:05:00');
  expect(await changes()).toEqual([
    [NAME, undefined],
    [OTHER, '2026-03-01T12:05:00.000Z'],
  ]);
  at('12:10:00');
  expect(await changes()).toEqual([]);
});

it('a list of no team at all is told', async () => {
  tenant.teams.clear();
  await expect(read('live')).rejects.toMatchObject({ name: 'NotFoundError' });
});

it('one team that may not be read keeps the reading from saying that it knows', async () => {
  tenant.open(NAME);
  const { answer } = tenant;
  tenant.answer = (request, response) =>
    request.url.pathname.includes(OTHER_TEAM_ID)
      ? sendFailure(response, 403, 'Forbidden')
      : answer(request, response);
  await expect(read('live')).rejects.toMatchObject({ name: 'NotAllowedError' });
});

it.each(['createdDateTime', 'isArchived'])(
  'a channel whose %s is of another type is read, and is invalid',
  async field => {
    tenant.open(NAME);
    const { answer } = tenant;
    tenant.answer = (request, response) => {
      const end = response.end.bind(response);
      response.end = ((text: string) =>
        end(
          text.replace(
            new RegExp(`"${field}":("[^"]*"|false)`),
            `"${field}":7`,
          ),
        )) as never;
      answer(request, response);
    };
    const stream = streamOf();
    const [page] = await collect(
      stream.read({
        scope: { externalId: FAMILY },
        direction: 'live',
        since: SINCE,
        until: tenant.now,
        signal: NEVER,
        logger: mockServices.logger.mock(),
      }),
    );
    expect(page.items.map(item => stream.normalize(item))).toMatchObject([
      { result: 'invalid', reason: expect.stringContaining(field) },
    ]);
  },
);
