import { changedScopes } from './changedScopes';
import { createJiraClient } from './client';
import { FakeJira } from './__testUtils__/FakeJira';

let jira: FakeJira;
beforeEach(async () => {
  jira = await FakeJira.start();
});
afterEach(() => jira.server.stop());

function add(project: string, updated: string, components: string[] = []) {
  const id = String(jira.issues.length + 1);
  jira.issues.push({
    id,
    key: `${project}-${id}`,
    project,
    updated,
    components,
  });
}

async function changedOf(ids: readonly string[]) {
  const client = createJiraClient({
    baseUrl: jira.server.baseUrl,
    product: 'cloud',
    token: 'secret',
  });
  const changed = await changedScopes(client, {
    scopes: ids.map(externalId => ({ externalId })),
    since: '2026-03-01T10:00:00Z',
    signal: new AbortController().signal,
  });
  return changed
    .filter(({ streams }) => streams.includes('issues'))
    .map(({ scope }) => scope.externalId);
}

it('names by one search the projects and components with changed issues', async () => {
  add('OLD', '2026-02-01T00:00:00Z');
  add('NEW', '2026-03-01T10:00:00Z', ['Web', 'API']);
  expect(
    await changedOf(['OLD', 'NEW', 'NEW/web', 'NEW/other', 'board:3']),
  ).toEqual(['NEW', 'NEW/web', 'board:3']);
  expect(jira.server.received).toHaveLength(1);
});

it('looks back as far as a search may be late', async () => {
  add('LATE', '2026-03-01T09:50:00Z');
  add('OLD', '2026-03-01T09:49:00Z');
  expect(await changedOf(['LATE', 'OLD'])).toEqual(['LATE']);
});

it('goes on to the last page', async () => {
  jira.pageSize = 10;
  for (let index = 0; index < 35; index += 1) add('A', '2026-03-01T11:00:00Z');
  add('B', '2026-03-01T10:00:00Z');
  expect(await changedOf(['A', 'B'])).toEqual(['A', 'B']);
});

it('asks a hundred projects at once', async () => {
  const projects = Array.from({ length: 250 }, (_, index) => `P${index}`);
  for (const project of projects) add(project, '2026-02-01T00:00:00Z');
  expect(await changedOf(projects)).toEqual([]);
  expect(jira.server.received).toHaveLength(3);
});

it('does not let a project that is gone hide the others', async () => {
  const projects = Array.from({ length: 8 }, (_, index) => `P${index}`);
  for (const project of projects) add(project, '2026-02-01T00:00:00Z');
  add('P5', '2026-03-01T11:00:00Z');
  expect(await changedOf([...projects, 'GONE', 'GONE/web'])).toEqual([
    'P5',
    'GONE',
    'GONE/web',
  ]);
});
