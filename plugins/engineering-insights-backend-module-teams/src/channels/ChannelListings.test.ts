import { changedScopes } from '../changedScopes';
import { organizationScopes } from '../organizationScopes';
import {
  FakeTenant,
  NEVER,
  OTHER_TEAM_ID,
  TEAM_ID,
} from '../testUtils/FakeTenant';
import { collect } from '../testUtils/collect';
import { ChannelListings } from './ChannelListings';

let tenant: FakeTenant;
let server: Awaited<ReturnType<FakeTenant['start']>>;
let listings: ChannelListings;

beforeEach(async () => {
  tenant = new FakeTenant();
  await start();
});
afterEach(() => server.stop());

async function start() {
  await server?.stop();
  server = await tenant.start();
  const { client, source } = server;
  const now = () => Date.parse(tenant.now);
  listings = ChannelListings.create({ ...source, client, now });
}

function at(time: string) {
  tenant.now = `2026-03-01T${time}Z`;
  listings.forget();
}

const SCOPES = ['inc-payments', 'inc-ledger', 'inc-search', 'inc-unseen'].map(
  externalId => ({ externalId }),
);

async function changed(since: string) {
  const answer = await changedScopes(listings)({
    scopes: SCOPES,
    since: `2026-03-01T${since}Z`,
    signal: NEVER,
  });
  return answer.map(({ scope, streams }) => {
    expect(streams).toEqual(['incidents']);
    return scope.externalId;
  });
}

async function families() {
  const scopes = organizationScopes(
    { listings, pattern: server.source.pattern },
    { signal: NEVER },
  );
  return collect(scopes);
}

describe('what changed', () => {
  const close = (name: string) => {
    const channel = tenant.open(name, '2026-02-01T00:00:00Z');
    channel.isArchived = true;
    return channel;
  };

  it('is everything until two lists can be compared', async () => {
    close('inc-payments-1');
    expect(await changed('11:55:00')).toHaveLength(4);
    at('12:09:00');
    expect(await changed('12:04:00')).toHaveLength(4);
  });

  it('is nothing where all is as it was, for one list of each team', async () => {
    close('inc-payments-1');
    close('inc-ledger-1');
    await changed('11:55:00');
    at('12:20:00');
    expect(await changed('12:15:00')).toEqual([]);
    expect(server.asked()).toEqual([
      `GET /teams/${TEAM_ID}/channels`,
      `GET /teams/${TEAM_ID}/channels`,
    ]);
  });

  it('is what was opened, archived, opened again, renamed or deleted', async () => {
    const [again, renamed, deleted] = [
      'inc-payments-1',
      'inc-ledger-1',
      'inc-search-1',
    ].map(close);
    await changed('11:55:00');
    again.isArchived = false;
    at('12:20:00');
    expect(await changed('12:15:00')).toEqual(['inc-payments']);
    again.isArchived = true;
    renamed.displayName = 'inc-ledger-2';
    at('12:40:00');
    expect(await changed('12:35:00')).toEqual(['inc-payments', 'inc-ledger']);
    tenant.delete(deleted);
    at('13:00:00');
    expect(await changed('12:55:00')).toEqual(['inc-search']);
    close('inc-unseen-1');
    at('13:20:00');
    expect(await changed('13:15:00')).toEqual(['inc-unseen']);
  });

  it('is each family with an open channel, as its last sight bounds its end', async () => {
    tenant.open('inc-ledger-1');
    await changed('11:55:00');
    at('18:00:00');
    expect(await changed('17:55:00')).toEqual(['inc-ledger']);
  });

  it('is what another list showed first, as not every family is asked about each time', async () => {
    const channel = close('inc-payments-1');
    await changed('11:55:00');
    channel.displayName = 'inc-payments-2';
    at('12:24:00');
    await listings.read({ signal: NEVER });
    at('12:25:00');
    expect(await changed('12:20:00')).toEqual(['inc-payments']);
  });
});

describe('the families', () => {
  it('are those that have a channel, and one where names tell no service', async () => {
    tenant.open('inc-payments-api-1', '2026-02-01T00:00:00Z');
    tenant.open('INC Payments-API 2', '2026-02-02T00:00:00Z');
    tenant.open('incident-3');
    tenant.open('General');
    expect(await families()).toEqual([
      {
        externalId: 'inc-payments-api',
        title: 'Incident channels of Payments-API',
        service: 'Payments-API',
      },
      { externalId: 'inc', title: 'Incident channels that name no service' },
    ]);
  });

  it('of the other teams are given before a missing team is told', async () => {
    tenant.teams.add(OTHER_TEAM_ID);
    await start();
    tenant.teams.delete(OTHER_TEAM_ID);
    tenant.open('inc-payments-1');
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { externalId } of organizationScopes(
        { listings, pattern: server.source.pattern },
        { signal: NEVER },
      ))
        seen.push(externalId);
    })();
    await expect(reading).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(OTHER_TEAM_ID),
    });
    expect(seen).toEqual(['inc-payments']);
  });
});

const listed = () => new Promise(resolve => setImmediate(resolve));

describe('a list', () => {
  it('is shared by those who read at a time', async () => {
    await Promise.all([
      listings.read({ signal: NEVER }),
      listings.read({ signal: NEVER }),
      families(),
    ]);
    expect(server.asked()).toHaveLength(1);
  });

  it('is shared however long it takes, but with nobody who knows of a later change', async () => {
    let answer: () => void = () => {};
    tenant.instead = (request, response) => {
      tenant.instead = undefined;
      answer = () => tenant.answer(request, response);
    };
    const slow = listings.read({ signal: NEVER });
    while (server.received.length < 2) await listed();
    // Far longer than a list is shared once it is there.
    jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
    const shared = listings.read({ signal: NEVER });
    listings.forget();
    const later = await listings.read({ signal: NEVER });
    answer();
    expect(await shared).toBe(await slow);
    expect(await slow).not.toBe(later);
    expect(server.asked()).toHaveLength(2);
    jest.restoreAllMocks();
  });

  it('is not shared once it failed', async () => {
    tenant.instead = (_, response) => response.writeHead(500).end();
    await expect(listings.read({ signal: NEVER })).rejects.toMatchObject({
      name: 'SourceFailureError',
    });
    tenant.instead = undefined;
    await expect(listings.read({ signal: NEVER })).resolves.toBeDefined();
  });

  it('goes on for the others where one stops waiting', async () => {
    const controller = new AbortController();
    tenant.instead = (request, response) => {
      controller.abort();
      tenant.instead = undefined;
      tenant.answer(request, response);
    };
    const stopping = listings.read({ signal: controller.signal });
    const going = listings.read({ signal: NEVER });
    await expect(stopping).rejects.toMatchObject({ name: 'AbortError' });
    await expect(going).resolves.toBeDefined();
    expect(server.asked()).toHaveLength(1);
  });

  it('ends where nobody waits for it any more, and the next one begins anew', async () => {
    const controller = new AbortController();
    let isClosed: Promise<unknown> | undefined;
    tenant.instead = (_, response) => {
      isClosed = new Promise(resolve => response.on('close', resolve));
      controller.abort();
    };
    const reading = listings.read({ signal: controller.signal });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await isClosed;
    tenant.instead = undefined;
    await expect(listings.read({ signal: NEVER })).resolves.toBeDefined();
  });
});
