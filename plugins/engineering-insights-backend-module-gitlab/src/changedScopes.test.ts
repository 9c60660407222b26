import { changedScopes } from './changedScopes';
import { createGitlabClient } from './client';
import {
  sendJson,
  sendPage,
  startGitlabServer,
} from './testUtils/startGitlabServer';

const project = (path: string, last_activity_at: string) => ({
  path_with_namespace: path,
  last_activity_at,
});
const PROJECTS = [
  project('Acme/Shop/Payments', '2026-02-01T11:00:00Z'),
  // GitLab moves this time once an hour, so something may have happened since.
  project('acme/search', '2026-02-01T09:10:00Z'),
  project('acme/quiet', '2026-02-01T08:00:00Z'),
  ...Array.from({ length: 200 }, () =>
    project('acme/older', '2026-01-01T00:00:00Z'),
  ),
];

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

async function ask(options: { paths: string[]; since: string; until: string }) {
  const server = await startGitlabServer((request, response) =>
    request.path === '/groups/acme/projects'
      ? sendPage(request, response, PROJECTS)
      : sendJson(response, {}, { status: 404 }),
  );
  stop = server.stop;
  const client = createGitlabClient({
    host: 'gitlab.com',
    apiBaseUrl: server.apiBaseUrl,
    token: 'token',
  });
  const changed = await changedScopes(client, {
    ...options,
    scopes: options.paths.map(externalId => ({ externalId })),
    signal: new AbortController().signal,
  });
  return { changed, received: server.received };
}

it('asks each group for the projects that were last active', async () => {
  const { changed, received } = await ask({
    paths: [
      'acme/shop/payments',
      'acme/search',
      'acme/quiet',
      'acme/older',
      'ann/toy',
    ],
    since: '2026-02-01T10:00:00Z',
    until: '2026-02-01T10:00:00Z',
  });
  expect(
    changed.map(({ scope, streams }) => [scope.externalId, streams.length]),
  ).toEqual([
    ['acme/shop/payments', 8],
    ['acme/search', 8],
    ['acme/quiet', 3],
    ['acme/older', 3],
    // The namespace of a person tells nothing, so everything is read.
    ['ann/toy', 8],
  ]);
  expect(changed[2].streams).toEqual([
    'pipelines',
    'deployments',
    'vulnerabilities',
  ]);
  expect(received).toHaveLength(2);
});

it('takes each project for active once a day, each at another time', async () => {
  const paths = Array.from({ length: 24 }, (_, index) => `acme/p${index}`);
  const turns = new Map<string, number[]>();
  for (let hour = 0; hour < 48; hour += 1) {
    const at = (value: number) =>
      new Date(Date.UTC(2026, 1, 1, value)).toISOString();
    const { changed } = await ask({
      paths,
      since: at(hour),
      until: at(hour + 1),
    });
    await stop?.();
    stop = undefined;
    for (const { scope, streams } of changed) {
      if (streams.length === 8) {
        const { externalId } = scope;
        turns.set(externalId, [...(turns.get(externalId) ?? []), hour]);
      }
    }
  }
  for (const path of paths) {
    const [first, second, ...more] = turns.get(path) ?? [];
    expect(second - first).toBe(24);
    expect(more).toEqual([]);
  }
  expect(
    new Set([...turns.values()].map(([hour]) => hour)).size,
  ).toBeGreaterThan(8);
});
