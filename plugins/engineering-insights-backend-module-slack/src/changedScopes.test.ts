import { ChannelDirectory } from './ChannelDirectory';
import { changedScopes } from './changedScopes';
import { createSlackClient } from './client';
import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { FakeWorkspace } from './testUtils/FakeWorkspace';
import { startSlackServer } from './testUtils/startSlackServer';

const SINCE = '2026-03-01T12:00:00.250Z';
const OLD = '2026-01-01T00:00:00Z';

async function ask(workspace: FakeWorkspace, services: readonly string[]) {
  const server = await startSlackServer(workspace.answer);
  const { apiBaseUrl, received } = server;
  const includePrivate = false;
  const directory = ChannelDirectory.create({
    client: createSlackClient({ apiBaseUrl, token: 'unused', includePrivate }),
    pattern: compileChannelPattern(DEFAULT_CHANNEL_PATTERN),
  });
  const changed = await changedScopes(directory, {
    scopes: services.map(service => ({ externalId: `inc-${service}` })),
    since: SINCE,
    signal: new AbortController().signal,
  });
  await server.stop();
  return { changed: changed.map(({ scope }) => scope.externalId), received };
}

it('says in one listing which families have something new', async () => {
  const workspace = new FakeWorkspace();
  const now = '2026-03-01T13:00:00Z';
  for (const [index, service] of [
    'archived',
    'opened',
    'renamed',
    'quiet',
  ].entries())
    workspace.open(`C${index}`, `inc-${service}-1`, OLD);
  workspace.archive('C0', now);
  workspace.open('C4', 'inc-opened-2', now);
  workspace.rename('C2', 'closed-renamed-1', now);
  const { changed, received } = await ask(workspace, [
    'archived',
    'opened',
    'renamed',
    'quiet',
    'unseen',
  ]);
  expect(changed).toEqual(['inc-archived', 'inc-opened', 'inc-renamed']);
  expect(received).toHaveLength(1);
});

it('looks back further than a listing can be old', async () => {
  const workspace = new FakeWorkspace();
  workspace.open('C1', 'inc-payments-1', OLD);
  workspace.archive('C1', '2026-03-01T10:30:00Z');
  workspace.open('C2', 'inc-ledger-1', OLD);
  workspace.archive('C2', '2026-03-01T10:00:00Z');
  const { changed } = await ask(workspace, ['payments', 'ledger']);
  expect(changed).toEqual(['inc-payments']);
});

it('takes a family for changed where a channel does not tell when', async () => {
  const workspace = new FakeWorkspace();
  workspace.open('C1', 'inc-payments-1', 'not a time');
  expect((await ask(workspace, ['payments'])).changed).toEqual([
    'inc-payments',
  ]);
});
