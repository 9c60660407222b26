import { createJiraClient } from '../client';
import { FakeJira } from '../__testUtils__/FakeJira';
import { readAll } from '../__testUtils__/readAll';
import { sprintsStream } from './sprints';

let jira: FakeJira;
beforeEach(async () => {
  jira = await FakeJira.start();
  jira.boards.push(
    { id: 2, name: 'Team', type: 'scrum' },
    { id: 1, name: 'Support', type: 'kanban' },
    { id: 3, name: 'Simple', type: 'simple' },
  );
  jira.sprints.set(2, [
    ...Array.from({ length: 120 }, (_, index) => ({
      id: index + 1,
      name: `Sprint ${index + 1}`,
      state: 'closed',
      originBoardId: 2,
      completeDate: new Date(
        Date.parse('2025-01-01T00:00:00Z') + index * 86_400_000,
      ).toISOString(),
    })),
    { id: 121, name: 'Sprint 121', state: 'active', originBoardId: 2 },
    { id: 122, name: 'Sprint 122', state: 'future', originBoardId: 2 },
  ]);
});
afterEach(() => jira.server.stop());

function stream() {
  return sprintsStream(
    createJiraClient({
      baseUrl: jira.server.baseUrl,
      product: 'cloud',
      token: 'secret',
    }),
  );
}

it('reads the sprints that have not ended, of boards that may have any', async () => {
  const { ids } = await readAll(stream(), { scopeId: 'PAY' });
  expect(ids).toEqual(['121', '122']);
});

it('says nothing of sprints that stayed as they were, at one request a board', async () => {
  const { cursor } = await readAll(stream(), { scopeId: 'PAY' });
  const before = jira.server.received.length;
  const again = await readAll(stream(), { scopeId: 'PAY', cursor });
  expect(again.ids).toEqual([]);
  expect(jira.server.received.length - before).toBe(2);
});

it('sees a sprint end, another begin, and one being deleted', async () => {
  const { cursor } = await readAll(stream(), { scopeId: 'PAY' });
  const sprints = jira.sprints.get(2)!;
  sprints.push({ id: 123, name: 'Sprint 123', state: 'future' });
  const second = await readAll(stream(), { scopeId: 'PAY', cursor });
  expect(second.ids).toEqual(['123']);
  Object.assign(sprints[120], {
    state: 'closed',
    completeDate: '2026-03-01T00:00:00Z',
  });
  Object.assign(sprints[121], {
    state: 'active',
    startDate: '2026-03-01T00:00:00Z',
  });
  sprints.splice(122, 1);
  const third = await readAll(stream(), {
    scopeId: 'PAY',
    cursor: second.cursor,
  });
  expect(third.items).toMatchObject([
    { sprint: { id: 121, state: 'closed' } },
    { sprint: { id: 122, state: 'active' } },
  ]);
});

it('sees a new board within a dozen readings', async () => {
  let cursor = (await readAll(stream(), { scopeId: 'PAY' })).cursor;
  jira.boards.push({ id: 9, name: 'New', type: 'scrum' });
  jira.sprints.set(9, [{ id: 900, name: 'First', state: 'active' }]);
  const seen: string[] = [];
  for (let reading = 0; reading < 12; reading += 1) {
    const next = await readAll(stream(), { scopeId: 'PAY', cursor });
    seen.push(...next.ids);
    cursor = next.cursor;
  }
  expect(seen).toEqual(['900']);
});

it('reads the ended sprints of the wanted time newest first, board by board', async () => {
  jira.sprints.set(3, [
    // Shown on another board than its own.
    { id: 120, name: 'Sprint 120', state: 'closed', originBoardId: 2 },
    { id: 300, name: 'Other', state: 'closed', originBoardId: 3 },
  ]);
  const options = {
    scopeId: 'PAY',
    direction: 'history' as const,
    since: '2025-03-01T00:00:00Z',
  };
  const whole = await readAll(stream(), options);
  expect(whole.ids[0]).toBe('120');
  expect(whole.ids).toHaveLength(120 - 59 + 1);
  expect(whole.ids.at(-1)).toBe('300');
  const rest = await readAll(stream(), {
    ...options,
    cursor: whole.pages[0].cursor,
  });
  expect(rest.ids).toEqual(['300']);
});

it('reads one board where the scope is one', async () => {
  const { ids } = await readAll(stream(), { scopeId: 'board:2' });
  expect(ids).toEqual(['121', '122']);
  expect(jira.paths()).not.toContain('/rest/agile/1.0/board');
});

it('takes a project without boards for a missing permission, not for a missing project', async () => {
  await jira.server.stop();
  jira = await FakeJira.start();
  const { baseUrl } = jira.server;
  const client = createJiraClient({ baseUrl, product: 'cloud', token: 'x' });
  const refusing = {
    ...client,
    ask: (request: Parameters<typeof client.ask>[0]) =>
      client.ask({ ...request, path: '/rest/agile/1.0/nothing' }),
  };
  await expect(
    readAll(sprintsStream(refusing), { scopeId: 'PAY' }),
  ).rejects.toMatchObject({ name: 'NotAllowedError' });
});
