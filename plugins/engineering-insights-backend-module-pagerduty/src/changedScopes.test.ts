import { changedScopes } from './changedScopes';
import { createPagerdutyClient } from './client';
import { FakeAccount } from './testUtils/FakeAccount';
import { startPagerdutyServer } from './testUtils/startPagerdutyServer';

// Ten thousand entries go over the wire.
jest.setTimeout(30_000);

const SINCE = '2026-03-01T12:00:00.250Z';
const scopes = ['PA', 'PB', 'PC'].map(externalId => ({ externalId }));

async function ask(account: FakeAccount, asked = scopes) {
  const server = await startPagerdutyServer(account.answer);
  const { apiBaseUrl, received } = server;
  const client = createPagerdutyClient({ apiBaseUrl, token: 'unused' });
  const changed = await changedScopes(client, {
    scopes: asked,
    since: SINCE,
    signal: new AbortController().signal,
  });
  await server.stop();
  return { changed: changed.map(({ scope }) => scope.externalId), received };
}

it('says in one question which services have something new, of old incidents too', async () => {
  const account = new FakeAccount();
  account.trigger('I1', '2025-09-01T00:00:00Z', 'PB').log.push({
    type: 'resolve',
    at: '2026-03-01T13:00:00Z',
  });
  account.trigger('I2', '2026-03-01T11:00:00Z', 'PA');
  account.trigger('I3', '2026-03-01T13:00:00Z', 'PELSEWHERE');
  const { changed, received } = await ask(account);
  expect(changed).toEqual(['PB']);
  expect(received).toHaveLength(1);
});

it('looks back a little, as entries are listed late', async () => {
  const account = new FakeAccount();
  account.trigger('I1', '2026-03-01T11:55:00Z', 'PC');
  expect((await ask(account)).changed).toEqual(['PC']);
});

it('takes every service for changed where an entry names none', async () => {
  const account = new FakeAccount();
  account.hasNamelessEntries = true;
  account.trigger('I1', '2026-03-01T13:00:00Z', 'PC');
  expect((await ask(account)).changed).toEqual(['PA', 'PB', 'PC']);
});

it('takes every service for changed where the log is longer than reading them', async () => {
  const account = new FakeAccount();
  for (let index = 0; index < 700; index += 1)
    account.trigger(`I${index}`, '2026-03-01T13:00:00Z', 'PELSEWHERE');
  const { changed, received } = await ask(account);
  expect(changed).toEqual(['PA', 'PB', 'PC']);
  expect(received).toHaveLength(6);
});

it('stops where all of them have changed', async () => {
  const account = new FakeAccount();
  for (let index = 0; index < 300; index += 1)
    account.trigger(`I${index}`, '2026-03-01T13:00:00Z', 'PELSEWHERE');
  for (const { externalId } of scopes)
    account.trigger(`I${externalId}`, '2026-03-01T14:00:00Z', externalId);
  const { changed, received } = await ask(account);
  expect(changed).toEqual(['PA', 'PB', 'PC']);
  expect(received).toHaveLength(1);
});

it('takes every service for changed where PagerDuty lists the log no further', async () => {
  const account = new FakeAccount();
  account.trigger('OLDEST', '2026-03-01T13:00:00Z', 'P0');
  for (let index = 0; index < 10_000; index += 1)
    account.trigger(`I${index}`, '2026-03-01T14:00:00Z', 'PELSEWHERE');
  const asked = Array.from({ length: 60 }, (_, index) => ({
    externalId: `P${index}`,
  }));
  const { changed, received } = await ask(account, asked);
  expect(received).toHaveLength(100);
  expect(changed).toEqual(asked.map(({ externalId }) => externalId));
});
