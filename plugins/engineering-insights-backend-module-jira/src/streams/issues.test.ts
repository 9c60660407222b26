import type { JsonObject } from '@backstage/types';
import { createJiraClient } from '../client';
import { createVocabulary } from '../createVocabulary';
import type { JiraProduct } from '../readJiraSources';
import { FakeJira } from '../__testUtils__/FakeJira';
import { readAll } from '../__testUtils__/readAll';
import { issuesStream } from './issues';

let jira: FakeJira;
beforeEach(async () => {
  jira = await FakeJira.start();
});
afterEach(() => jira.server.stop());

function streamOf(product: JiraProduct = 'cloud') {
  const client = createJiraClient({
    baseUrl: jira.server.baseUrl,
    product,
    token: 'secret',
  });
  return issuesStream({ client, vocabulary: createVocabulary(client) });
}

function add(id: number, updated: string, more: object = {}) {
  jira.issues.push({
    id: String(id),
    key: `PAY-${id}`,
    project: 'PAY',
    updated,
    ...more,
  });
}

/** One issue every 20 seconds. */
function addMany(count: number, from = Date.parse('2026-03-01T10:00:10Z')) {
  for (let index = 1; index <= count; index += 1)
    add(index, new Date(from + index * 20_000).toISOString());
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

describe.each(['cloud', 'dataCenter'] as const)('changes of %s', product => {
  it('are read oldest first, over all pages, each once', async () => {
    addMany(250);
    const { ids, pages, cursor } = await readAll(streamOf(product), {
      scopeId: 'PAY',
    });
    expect(ids).toEqual(range(1, 250));
    expect(pages.length).toBeGreaterThan(2);
    expect(cursor?.updated).toBe('2026-03-01T11:23:30.000Z');
  });

  it('are not read again when nothing changed, at one search', async () => {
    addMany(250);
    const stream = streamOf(product);
    const { cursor } = await readAll(stream, { scopeId: 'PAY' });
    const askedBefore = jira.server.received.length;
    const again = await readAll(stream, { scopeId: 'PAY', cursor });
    expect(again.ids).toEqual([]);
    expect(again.cursor).toEqual(cursor);
    expect(jira.server.received.length - askedBefore).toBe(1);
  });

  it('within the minute that was read last are seen', async () => {
    add(1, '2026-03-01T10:00:10.000Z');
    const stream = streamOf(product);
    const { cursor } = await readAll(stream, { scopeId: 'PAY' });
    add(2, '2026-03-01T10:00:10.001Z');
    add(3, '2026-03-01T10:00:59.999Z');
    add(4, '2026-03-01T10:01:00.000Z');
    jira.issues[0].updated = '2026-03-01T10:00:30.000Z';
    const again = await readAll(stream, { scopeId: 'PAY', cursor });
    expect(again.ids).toEqual(['2', '1', '3', '4']);
  });

  it('that Jira lists late, after a later one, are seen', async () => {
    add(1, '2026-03-01T10:05:00.000Z');
    const stream = streamOf(product);
    const { cursor } = await readAll(stream, { scopeId: 'PAY' });
    add(2, '2026-03-01T10:01:00.000Z');
    const again = await readAll(stream, { scopeId: 'PAY', cursor });
    expect(again.ids).toEqual(['2']);
  });

  it.each(['America/St_Johns', 'UTC', 'Pacific/Kiritimati'])(
    'are the same whatever the time zone of the account: %s',
    async zone => {
      jira.zone = zone;
      addMany(10);
      const { ids } = await readAll(streamOf(product), {
        scopeId: 'PAY',
        since: '2026-03-01T10:11:40Z',
      });
      // Ten minutes earlier, to the whole minute.
      expect(ids).toEqual(range(3, 10));
    },
  );

  it('lose none when issues move to the end of the list meanwhile', async () => {
    addMany(230);
    jira.beforeSearch = count => {
      const at = new Date(Date.parse('2026-03-02T00:00:00Z') + count * 1_000);
      if (count === 2)
        for (const issue of jira.issues.slice(0, 50))
          issue.updated = at.toISOString();
    };
    const { ids } = await readAll(streamOf(product), { scopeId: 'PAY' });
    expect(new Set(ids)).toEqual(new Set(range(1, 230)));
  });

  it('of one instant, as after a bulk change, are read over all pages', async () => {
    for (let id = 1; id <= 350; id += 1) add(id, '2026-03-01T10:00:00.000Z');
    add(351, '2026-03-01T10:00:59.000Z');
    add(352, '2026-03-01T10:03:00.000Z');
    const { ids } = await readAll(streamOf(product), { scopeId: 'PAY' });
    expect(ids).toHaveLength(352);
    expect(new Set(ids).size).toBe(352);
  });

  it('go on behind each page after a stop', async () => {
    addMany(250);
    const stream = streamOf(product);
    const whole = await readAll(stream, { scopeId: 'PAY' });
    for (const [index, { cursor }] of whole.pages.entries()) {
      const done = whole.pages
        .slice(0, index + 1)
        .flatMap(({ items }) => items);
      const rest = await readAll(stream, { scopeId: 'PAY', cursor });
      expect([...done, ...rest.items].length).toBe(250);
    }
  });
});

describe.each(['cloud', 'dataCenter'] as const)('history of %s', product => {
  it('is read newest first between its bounds, and says how far', async () => {
    addMany(250);
    const { ids, pages } = await readAll(streamOf(product), {
      scopeId: 'PAY',
      direction: 'history',
      since: '2026-03-01T10:05:00Z',
      until: '2026-03-01T11:20:30Z',
    });
    // To whole minutes at both ends, wherever Jira rounds to.
    expect(ids).toEqual(range(15, 245).reverse());
    expect(pages.at(-1)?.coveredFrom).toBe('2026-03-01T10:05:10.000Z');
  });

  it('goes on below each page after a stop', async () => {
    addMany(250);
    const options = { scopeId: 'PAY', direction: 'history' as const };
    const stream = streamOf(product);
    const whole = await readAll(stream, options);
    expect(whole.ids).toEqual(range(1, 250).reverse());
    for (const [index, { cursor }] of whole.pages.entries()) {
      const done = whole.pages
        .slice(0, index + 1)
        .flatMap(({ items }) => items);
      const rest = await readAll(stream, { ...options, cursor });
      expect([...done, ...rest.items]).toHaveLength(250);
    }
  });
});

describe('an issue', () => {
  const histories = (count: number): JsonObject[] =>
    Array.from({ length: count }, (_, index) => ({
      id: String(index),
      created: new Date(
        Date.parse('2026-02-01T00:00:00Z') + index * 60_000,
      ).toISOString(),
      author: { accountId: 'someone' },
      items: [
        {
          field: 'status',
          fieldId: 'status',
          from: index % 2 ? '2' : '1',
          fromString: index % 2 ? 'Doing' : 'To Do',
          to: index % 2 ? '1' : '2',
          toString: index % 2 ? 'To Do' : 'Doing',
        },
        {
          field: 'description',
          fieldId: 'description',
          fromString: 'Old text',
        },
      ],
    }));

  it.each(['cloud', 'dataCenter'] as const)(
    'of %s has its whole changelog, and no text of it',
    async product => {
      jira.historiesPerPage = 90;
      add(1, '2026-03-01T10:00:00.000Z', { histories: histories(250) });
      const stream = streamOf(product);
      const { items } = await readAll(stream, { scopeId: 'PAY' });
      expect(JSON.stringify(items)).not.toMatch(/text|someone/);
      const normalized = stream.normalize(items[0]);
      const [fact] = normalized.result === 'ok' ? normalized.facts : [];
      expect(fact).toMatchObject({ kind: 'issue', externalId: '1' });
      expect('transitions' in fact && fact.transitions).toHaveLength(251);
    },
  );

  it('asks for no text', async () => {
    add(1, '2026-03-01T10:00:00.000Z');
    await readAll(streamOf('cloud'), { scopeId: 'PAY' });
    const [search, changelog] = jira.server.received
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => body);
    expect(search.fields).not.toContain('description');
    expect(search.fields).not.toContain('comment');
    expect(search.expand).toBeUndefined();
    expect(changelog.fieldIds).toEqual(['status', 'customfield_1']);
  });

  it('whose changelog is cut off tells no transitions rather than fewer', async () => {
    jira.shownHistories = 2;
    add(1, '2026-03-01T10:00:00.000Z', { histories: histories(2) });
    add(2, '2026-03-01T10:00:01.000Z', { histories: histories(3) });
    const stream = streamOf('dataCenter');
    const { items } = await readAll(stream, { scopeId: 'PAY' });
    const told = items.map(item => {
      const normalized = stream.normalize(item);
      const [fact] = normalized.result === 'ok' ? normalized.facts : [];
      return 'transitions' in fact ? fact.transitions?.length : 'no issue';
    });
    expect(told).toEqual([3, undefined]);
  });

  it('has the sprints, estimate and epic of the fields that the site names', async () => {
    add(1, '2026-03-01T10:00:00.000Z', {
      fields: {
        customfield_1: [{ id: 12, name: 'Sprint 12' }],
        customfield_2: 5,
        customfield_3: 'PAY-99',
      },
    });
    const { items } = await readAll(streamOf(), { scopeId: 'PAY' });
    expect(items[0]).toMatchObject({
      estimate: 5,
      sprintIds: ['12'],
      epicKey: 'PAY-99',
    });
  });
});

it('reads a component, and a board by its filter', async () => {
  add(1, '2026-03-01T10:00:00.000Z');
  add(2, '2026-03-01T10:00:01.000Z', { components: ['Check "out"'] });
  add(3, '2026-03-01T10:00:02.000Z', { project: 'FIL' });
  jira.boards.push({ id: 7, name: 'Team', type: 'scrum' });
  const stream = streamOf();
  const read = async (scopeId: string) =>
    (await readAll(stream, { scopeId })).ids;
  expect(await read('PAY/check "out"')).toEqual(['2']);
  expect(await read('board:7')).toEqual(['3']);
});

it('says of a project that Jira does not know that it is not found', async () => {
  await expect(readAll(streamOf(), { scopeId: 'GONE' })).rejects.toMatchObject({
    name: 'NotFoundError',
  });
});

it('asks the site for its words once, and for its statuses when one is new', async () => {
  const stream = streamOf();
  const change = (to: string, name: string) => ({
    histories: [
      {
        id: '1',
        created: '2026-02-01T00:00:00.000+0000',
        items: [{ fieldId: 'status', from: '1', to, toString: name }],
      },
    ],
  });
  add(1, '2026-03-01T10:00:00.000Z', change('2', 'Doing'));
  const first = await readAll(stream, { scopeId: 'PAY' });
  add(2, '2026-03-01T11:00:00.000Z', change('3', 'Done'));
  const second = await readAll(stream, {
    scopeId: 'PAY',
    cursor: first.cursor,
  });
  const asked = (end: string) =>
    jira.paths().filter(path => path.endsWith(end)).length;
  expect([asked('/field'), asked('/status')]).toEqual([1, 1]);
  jira.statuses.push({
    id: '4',
    name: 'Testing',
    statusCategory: { key: 'indeterminate' },
  });
  add(3, '2026-03-01T12:00:00.000Z', change('4', 'Testing'));
  const third = await readAll(stream, {
    scopeId: 'PAY',
    cursor: second.cursor,
  });
  expect(asked('/status')).toBe(2);
  expect(third.items[0]).toMatchObject({
    statusCategories: { '4': 'indeterminate' },
  });
});
