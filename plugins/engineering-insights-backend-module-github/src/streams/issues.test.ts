import type { Page } from '@sei-platform/plugin-engineering-insights-node';
import {
  connectionPage,
  connectorOf,
  readAll,
  stopServers,
} from '../testUtils/connectorOf';
import { sendJson, type Answer } from '../testUtils/startGithubServer';

afterEach(stopServers);

const issue = (number: number, updatedAt: string) => ({
  number,
  updatedAt,
  parent: null as object | null,
});
const nodes = [
  issue(4, '2026-02-04T00:00:00Z'),
  issue(3, '2026-02-03T00:00:00Z'),
  issue(2, '2026-02-02T00:00:00Z'),
  issue(1, '2025-12-31T00:00:00Z'),
];
const answer: Answer = (request, response) =>
  sendJson(response, {
    data: {
      repository: {
        nameWithOwner: 'Acme/Payments',
        issues: connectionPage(nodes, request, 2),
      },
    },
  });
const numbersOf = (page: Page) =>
  page.items.map(item => (item as { issue: { number: number } }).issue.number);

it('live gives the oldest change first, down to the cursor and that included', async () => {
  const { streamOf, received } = await connectorOf(answer);
  const pages = await readAll(streamOf('issues'), {
    direction: 'live',
    cursor: { changedAt: '2026-02-03T00:00:00Z' },
  });
  expect(pages.map(numbersOf)).toEqual([[3, 4]]);
  expect(pages[0].items[0]).toMatchObject({
    from: 'graphql',
    repository: 'Acme/Payments',
  });
  expect(pages.at(-1)?.cursor).toEqual({ changedAt: '2026-02-04T00:00:00Z' });
  expect(received[0].body.variables).toMatchObject({
    owner: 'acme',
    name: 'payments',
    size: 25,
  });
});

it('history gives the newest first, down to since, and goes on from its cursor', async () => {
  const { streamOf, received } = await connectorOf(answer);
  const pages = await readAll(streamOf('issues'), { direction: 'history' });
  expect(pages.map(numbersOf)).toEqual([[4, 3], [2]]);
  expect(received[0].body.variables).toMatchObject({ size: 100 });
  const resumed = await readAll(streamOf('issues'), {
    direction: 'history',
    cursor: pages[0].cursor,
  });
  expect(resumed.map(numbersOf)).toEqual([[2]]);
});

it.each(['undefinedField', 'argumentNotAccepted'])(
  'asks a server that lacks newer fields for the others, and does so from then on: %s',
  async code => {
    const { streamOf, received } = await connectorOf((request, response) =>
      request.body.query?.includes('issueType')
        ? sendJson(response, {
            errors: [{ message: 'no such field', extensions: { code } }],
          })
        : answer(request, response),
    );
    const stream = streamOf('issues');
    const pages = await readAll(stream, { direction: 'history' });
    expect(pages.map(numbersOf)).toEqual([[4, 3], [2]]);
    expect(received).toHaveLength(3);
    await readAll(stream, { direction: 'live' });
    expect(
      received.filter(({ body }) => body.query?.includes('issueType')),
    ).toHaveLength(1);
  },
);

it('asks a server that lacks newer fields for the others, also where several repositories are read at once', async () => {
  const refusals: (() => void)[] = [];
  const { streamOf } = await connectorOf((request, response) => {
    if (!request.body.query?.includes('issueType'))
      return answer(request, response);
    refusals.push(() =>
      sendJson(response, {
        errors: [
          { message: 'no such field', extensions: { code: 'undefinedField' } },
        ],
      }),
    );
    if (refusals.length === 2) refusals.forEach(refuse => refuse());
    return undefined;
  });
  const stream = streamOf('issues');
  const read = () => readAll(stream, { direction: 'history' });
  const readings = await Promise.all([read(), read()]);
  expect(readings.map(pages => pages.map(numbersOf))).toEqual([
    [[4, 3], [2]],
    [[4, 3], [2]],
  ]);
});

it('of which a parent is hidden from the credentials is read without it', async () => {
  const { streamOf } = await connectorOf((request, response) =>
    sendJson(response, {
      data: {
        repository: {
          nameWithOwner: 'Acme/Payments',
          issues: connectionPage(nodes, request, 4),
        },
      },
      errors: [
        {
          type: 'FORBIDDEN',
          message: 'Resource not accessible',
          path: ['repository', 'issues', 'nodes', 1, 'parent'],
        },
      ],
    }),
  );
  const [page] = await readAll(streamOf('issues'), { direction: 'history' });
  const [fourth, third] = page.items as { issue: object }[];
  expect(fourth.issue).toHaveProperty('parent', null);
  expect(third.issue).not.toHaveProperty('parent');
});

it('that the credentials may not read says so', async () => {
  const { streamOf } = await connectorOf((_, response) =>
    sendJson(response, {
      data: { repository: null },
      errors: [
        {
          type: 'FORBIDDEN',
          message: 'Resource not accessible',
          path: ['repository', 'issues'],
        },
      ],
    }),
  );
  await expect(
    readAll(streamOf('issues'), { direction: 'live' }),
  ).rejects.toMatchObject({
    name: 'NotAllowedError',
    message: expect.stringContaining('"Issues: read"'),
  });
});
