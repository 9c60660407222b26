import { ChannelDirectory } from './ChannelDirectory';
import { createSlackClient } from './client';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { FakeWorkspace } from './testUtils/FakeWorkspace';
import { sendJson, startSlackServer } from './testUtils/startSlackServer';

const AT = '2026-03-01T12:00:00Z';
const SIGNAL = new AbortController().signal;

let workspace: FakeWorkspace;
let server: Awaited<ReturnType<typeof startSlackServer>>;
beforeEach(async () => {
  workspace = new FakeWorkspace();
  server = await startSlackServer((...args) => workspace.answer(...args));
});
afterEach(() => server.stop());

function directoryOf(
  options: { sharedMilliseconds?: () => number; includePrivate?: boolean } = {},
) {
  const { sharedMilliseconds, includePrivate = false } = options;
  const { apiBaseUrl } = server;
  return ChannelDirectory.create({
    client: createSlackClient({ apiBaseUrl, token: 'unused', includePrivate }),
    pattern: compileChannelPattern(DEFAULT_CHANNEL_PATTERN),
    sharedMilliseconds,
  });
}

async function namesOf(directory: ChannelDirectory) {
  const { families } = await directory.list({ signal: SIGNAL });
  return Object.fromEntries(
    families.map(({ scope, channels }) => [
      scope.externalId,
      channels.map(({ name }) => name),
    ]),
  );
}

it('tells incident channels by their service, and keeps nothing of others', async () => {
  workspace.open('C1', 'inc-payments-1', AT);
  workspace.open('C2', 'general', AT);
  workspace.open('C3', 'incident-123', AT);
  workspace.open('C4', 'inc-sev1-payments-2', AT);
  const directory = directoryOf();
  expect(await namesOf(directory)).toEqual({
    'inc-payments': ['inc-payments-1', 'inc-sev1-payments-2'],
    inc: ['incident-123'],
  });
  const listing = await directory.list({ signal: SIGNAL });
  expect(listing.channelOf('C2')).toBeUndefined();
  expect(listing.familyOf('inc-payments')!.channels[0]).toEqual({
    id: 'C1',
    name: 'inc-payments-1',
    created: Date.parse(AT) / 1_000,
    is_archived: false,
    updated: Date.parse(AT),
  });
});

it('lists private channels only where it is told to', async () => {
  workspace.open('C1', 'inc-payments-1', AT).isPrivate = true;
  expect(await namesOf(directoryOf())).toEqual({});
  expect(await namesOf(directoryOf({ includePrivate: true }))).toEqual({
    'inc-payments': ['inc-payments-1'],
  });
});

it('serves all who ask with one listing, page by page', async () => {
  workspace.pageSize = 10;
  for (let index = 0; index < 95; index += 1)
    workspace.open(`C${index}`, `inc-service${index % 40}x-${index}`, AT);
  const directory = directoryOf();
  const listings = await Promise.all(
    Array.from({ length: 50 }, () => directory.list({ signal: SIGNAL })),
  );
  listings.push(await directory.list({ signal: SIGNAL }));
  expect(new Set(listings).size).toBe(1);
  expect(listings[0].families).toHaveLength(40);
  expect(server.received).toHaveLength(10);
});

it('lists again when its time is over, and remembers the last listing', async () => {
  workspace.open('C1', 'inc-payments-1', AT);
  const directory = directoryOf({ sharedMilliseconds: () => 0 });
  expect(directory.recall('C1')).toBeUndefined();
  await directory.list({ signal: SIGNAL });
  workspace.open('C2', 'inc-payments-2', AT);
  expect(directory.recall('C1')).toMatchObject({ name: 'inc-payments-1' });
  expect(directory.recall('C2')).toBeUndefined();
  expect(await namesOf(directory)).toEqual({
    'inc-payments': ['inc-payments-1', 'inc-payments-2'],
  });
  expect(server.received).toHaveLength(2);
});

it('knows of channels that left a family by their name', async () => {
  workspace.open('C1', 'inc-payments-1', AT);
  workspace.open('C2', 'inc-payments-2', AT);
  workspace.open('C3', 'inc-payments-3', AT);
  workspace.rename('C1', 'closed-payments-1', AT);
  workspace.rename('C2', 'inc-ledger-2', AT);
  workspace.rename('C3', 'inc-payments-3-again', AT);
  const listing = await directoryOf().list({ signal: SIGNAL });
  const idsOf = (channels: readonly { id: string }[]) =>
    channels.map(({ id }) => id);
  const payments = listing.familyOf('inc-payments')!;
  expect(idsOf(payments.channels)).toEqual(['C3']);
  expect(idsOf(payments.left)).toEqual(['C1', 'C2']);
  expect(idsOf(listing.familyOf('inc-ledger')!.channels)).toEqual(['C2']);
});

describe('where Slack asks to wait', () => {
  beforeEach(() => {
    workspace.pageSize = 1;
    for (const id of ['C1', 'C2', 'C3'])
      workspace.open(id, `inc-payments-${id.slice(1)}`, AT);
    let isLimited = true;
    const { answer } = workspace;
    workspace.answer = (request, response) => {
      if (request.body.cursor !== '2' || !isLimited) {
        answer(request, response);
        return;
      }
      isLimited = false;
      response.writeHead(429, { 'retry-after': '1' }).end();
    };
  });

  it('asks nothing more until then, and goes on where it was', async () => {
    const directory = directoryOf();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(directory.list({ signal: SIGNAL })).rejects.toMatchObject({
        name: 'RateLimitError',
        retryAfterSeconds: 1,
      });
    }
    expect(server.received).toHaveLength(3);
    await new Promise(resolve => setTimeout(resolve, 1_100));
    expect(await namesOf(directory)).toEqual({
      'inc-payments': ['inc-payments-1', 'inc-payments-2', 'inc-payments-3'],
    });
    expect(server.received.map(({ body }) => body.cursor)).toEqual([
      undefined,
      '1',
      '2',
      '2',
    ]);
  });
});

it('begins again where Slack no longer knows the cursor', async () => {
  workspace.pageSize = 1;
  workspace.open('C1', 'inc-payments-1', AT);
  workspace.open('C2', 'inc-payments-2', AT);
  const { answer } = workspace;
  workspace.answer = (request, response) =>
    request.body.cursor
      ? sendJson(response, { ok: false, error: 'invalid_cursor' })
      : answer(request, response);
  const directory = directoryOf();
  await expect(directory.list({ signal: SIGNAL })).rejects.toMatchObject({
    name: 'SourceFailureError',
  });
  workspace.answer = answer;
  expect(await namesOf(directory)).toEqual({
    'inc-payments': ['inc-payments-1', 'inc-payments-2'],
  });
  expect(server.received.map(({ body }) => body.cursor)).toEqual([
    undefined,
    '1',
    undefined,
    '1',
  ]);
});

it('says that Slack lists something else than channels', async () => {
  workspace.answer = (_, response) =>
    sendJson(response, { ok: true, channels: [{ id: 'C1' }] });
  await expect(directoryOf().list({ signal: SIGNAL })).rejects.toMatchObject({
    name: 'SourceFailureError',
  });
});

describe('who stops waiting', () => {
  it('leaves the listing to the others', async () => {
    workspace.open('C1', 'inc-payments-1', AT);
    const { answer } = workspace;
    const aborter = new AbortController();
    workspace.answer = (request, response) => {
      aborter.abort(new Error('stopped'));
      setTimeout(() => answer(request, response), 50);
    };
    const directory = directoryOf();
    const [stopped, other] = await Promise.allSettled([
      directory.list({ signal: aborter.signal }),
      directory.list({ signal: SIGNAL }),
    ]);
    expect(stopped).toMatchObject({ reason: { message: 'stopped' } });
    expect(other).toMatchObject({ status: 'fulfilled' });
    expect(server.received).toHaveLength(1);
  });

  it('ends it where nobody else waits, and whoever asks next is answered', async () => {
    workspace.open('C1', 'inc-payments-1', AT);
    const { answer } = workspace;
    const aborter = new AbortController();
    const closed = new Promise(resolve => {
      workspace.answer = (_, response) => {
        response.on('close', resolve);
        aborter.abort(new Error('stopped'));
      };
    });
    const directory = directoryOf();
    await expect(directory.list({ signal: aborter.signal })).rejects.toThrow(
      'stopped',
    );
    await closed;
    workspace.answer = answer;
    expect(await namesOf(directory)).toEqual({
      'inc-payments': ['inc-payments-1'],
    });
  });
});
