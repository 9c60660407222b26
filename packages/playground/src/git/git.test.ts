import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../server/createApp';
import { fromIso } from '../simulation/time';
import { createWorld } from '../simulation/world';

// A repository of some months is made by git itself.
jest.setTimeout(60_000);

const NAME = 'tax-rates';
const directory = mkdtempSync(join(tmpdir(), 'playground-git-test-'));
const world = createWorld({
  seed: 'git',
  components: 12,
  months: 3,
  anchorDay: '2026-03-02',
});
let now = fromIso('2026-02-20T12:00:00Z');
let server: Server;
let url: string;

const git = (...args: string[]) =>
  execFileSync('git', args, {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
    },
  });

/** A program that runs while this one goes on to answer it. */
const gitMeanwhile = (...args: string[]) =>
  new Promise<void>((resolve, reject) => {
    spawn('git', args, { cwd: directory, stdio: 'ignore' }).on('close', code =>
      code === 0 ? resolve() : reject(new Error(`git ended with ${code}`)),
    );
  });

async function listen() {
  server = createServer(
    createApp({
      world,
      seed: 'git',
      clock: () => now,
      gitDirectory: join(directory, 'served'),
    }),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/git`;
}
async function close() {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
}

beforeAll(listen);
afterAll(async () => {
  await close();
  rmSync(directory, { recursive: true });
});

function expected() {
  const { graph, head, releases } = world.gitRepository(NAME)!;
  return {
    commits: graph
      .ancestors(head)
      .map(
        ({ author, authoredAt, committedAt, message, parents }) =>
          `${author.email} ${authoredAt} ${committedAt} ${parents.length} ${
            message.split('\n')[0]
          }`,
      )
      .sort(),
    tags: releases
      .map(({ tag, publishedAt }) => `${tag} ${publishedAt}`)
      .sort(),
  };
}

function cloned(clone: string) {
  const lines = (text: string) => text.trim().split('\n').sort();
  return {
    commits: lines(
      git('-C', clone, 'log', '--format=%ae %at %ct %P|%s', 'origin/main'),
    )
      .map(line => {
        const [, before, parents, title] = /^(\S+ \d+ \d+) ([^|]*)\|(.*)$/.exec(
          line,
        )!;
        const count = parents === '' ? 0 : parents.split(' ').length;
        return `${before} ${count} ${title}`;
      })
      .sort(),
    tags: lines(
      git(
        '-C',
        clone,
        'for-each-ref',
        '--format=%(refname:short) %(taggerdate:unix)',
        'refs/tags',
      ),
    ),
  };
}

it('serves the commits and releases of the company to git, and what happens then', async () => {
  await gitMeanwhile(
    'clone',
    '--quiet',
    '--no-checkout',
    `${url}/${NAME}.git`,
    'clone',
  );
  const before = cloned('clone');
  expect(before).toEqual(expected());
  expect(before.commits.length).toBeGreaterThan(30);
  expect(before.tags.length).toBeGreaterThan(2);

  // Another start goes on where this one was.
  await close();
  await listen();
  now = fromIso('2026-03-02T12:00:00Z');
  await gitMeanwhile(
    '-C',
    'clone',
    'fetch',
    '--quiet',
    '--tags',
    `${url}/${NAME}.git`,
    '+refs/heads/main:refs/remotes/origin/main',
  );
  const after = cloned('clone');
  expect(after).toEqual(expected());
  expect(after.commits.length).toBeGreaterThan(before.commits.length);
});

it('has no other repository, and takes no push', async () => {
  const status = async (path: string) => (await fetch(url + path)).status;
  expect(await status('/other.git/info/refs?service=git-upload-pack')).toBe(
    404,
  );
  expect(await status(`/${NAME}.git/HEAD`)).toBe(404);
  expect(await status(`/${NAME}.git/info/refs?service=git-receive-pack`)).toBe(
    403,
  );
  await expect(
    gitMeanwhile('clone', '--quiet', `${url}/other.git`, 'nothing'),
  ).rejects.toThrow();
});
