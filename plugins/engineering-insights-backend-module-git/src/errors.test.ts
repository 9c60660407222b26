import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
  createTestConnector,
  readAll,
  titlesOf,
} from './__testUtils__/createTestConnector';
import {
  startGitHttpServer,
  type GitHttpServer,
} from './__testUtils__/startGitHttpServer';
import {
  createTestDirectory,
  git,
  TestRepository,
} from './__testUtils__/TestRepository';

// Git is started anew for each question, and a busy machine takes its time.
jest.setTimeout(60_000);

const directory = createTestDirectory();
afterAll(() => directory.remove());

type Answer = (response: ServerResponse) => void;

describe('over HTTP', () => {
  const answers = new Map<string, Answer>();
  const served = join(directory.path, 'served');
  let server: GitHttpServer;
  let bare: string;

  beforeAll(async () => {
    const repository = TestRepository.create(
      join(directory.path, 'http-origin'),
    );
    repository.commit('One', '2026-01-01T00:00:00Z');
    repository.git(['tag', 'v1.0.0']);
    mkdirSync(served);
    bare = join(served, 'shop.git');
    git(directory.path, ['clone', '--quiet', '--bare', repository.path, bare]);
    server = await startGitHttpServer({
      directory: served,
      answer: ({ url }, response) => {
        const answer = answers.get(url!.split('/')[1]);
        answer?.(response);
        return answer !== undefined;
      },
    });
  });
  afterAll(() => server.stop());

  const connect = (entry = {}, allow = [`${server.origin}/`]) =>
    createTestConnector({ directory: directory.path, allow, entry });

  it('reads a repository, and asks little when nothing changed', async () => {
    const connector = await connect();
    const scope = { externalId: 'shop.git' };
    const { items, cursor } = await readAll(connector, 'commits', { scope });
    expect(titlesOf(items)).toEqual(['One']);
    server.asked.length = 0;
    await readAll(connector, 'commits', { scope, cursor });
    expect(server.asked).toEqual([
      'GET /shop.git/info/refs?service=git-upload-pack',
      'POST /shop.git/git-upload-pack',
    ]);
  });

  const status =
    (code: number, headers: Record<string, string> = {}): Answer =>
    response => {
      response.writeHead(code, headers).end('words that nobody reads');
    };

  it.each<[string, Answer, object]>([
    [
      '401',
      status(401, { 'www-authenticate': 'Basic realm="x"' }),
      { name: 'NotAllowedError', message: /without credentials \(HTTP 401\)/ },
    ],
    ['403', status(403), { name: 'NotAllowedError', message: /HTTP 403/ }],
    [
      '404',
      status(404),
      { name: 'NotFoundError', message: /Correct the address/ },
    ],
    ['410', status(410), { name: 'NotFoundError', message: /HTTP 410/ }],
    [
      '429',
      status(429, { 'retry-after': '7' }),
      { name: 'RateLimitError', retryAfterSeconds: 7 },
    ],
    [
      '429-without',
      status(429),
      { name: 'RateLimitError', retryAfterSeconds: 60 },
    ],
    [
      '429-date',
      status(429, {
        'retry-after': 'Mon, 02 Mar 2026 12:00:30 GMT',
        date: 'Mon, 02 Mar 2026 12:00:00 GMT',
      }),
      { name: 'RateLimitError', retryAfterSeconds: 30 },
    ],
    [
      '403-limited',
      status(403, { 'x-ratelimit-remaining': '0' }),
      { name: 'RateLimitError', retryAfterSeconds: 60 },
    ],
    ['500', status(500), { name: 'SourceFailureError', status: 500 }],
    ['503', status(503), { name: 'SourceFailureError', status: 503 }],
    [
      'moved',
      status(301, { location: 'http://169.254.169.254/latest/' }),
      {
        name: 'NotFoundError',
        message: /leads to another address \(HTTP 301\), which is not followed/,
      },
    ],
    [
      'page',
      status(200, { 'content-type': 'text/html' }),
      {
        name: 'NotFoundError',
        message: /something else than a Git repository/,
      },
    ],
    [
      'broken',
      status(200, {
        'content-type': 'application/x-git-upload-pack-advertisement',
      }),
      {
        name: 'SourceFailureError',
        message: /was reached, and git could not read it/,
      },
    ],
    [
      'cut',
      response => response.destroy(),
      { name: 'ServiceUnavailableError', message: /cannot be reached/ },
    ],
  ])('says what an answer means: %s', async (name, answer, expected) => {
    answers.set(name, answer);
    const connector = await connect();
    const { message, ...rest } = expected as { message?: RegExp };
    await expect(
      readAll(connector, 'commits', { scope: { externalId: name } }),
    ).rejects.toMatchObject({
      ...rest,
      message: expect.stringMatching(message ?? /./),
    });
  });

  it('says that a host cannot be reached', async () => {
    const connector = await connect({}, ['http://127.0.0.1:9/']);
    await expect(
      readAll(connector, 'commits', { scope: { externalId: 'shop.git' } }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it('speaks to a name with a private address only where its network is listed', async () => {
    const allow = [server.origin.replace('127.0.0.1', 'localhost')];
    const scope = { externalId: 'shop.git' };
    const refused = await connect({}, allow);
    server.asked.length = 0;
    await expect(readAll(refused, 'commits', { scope })).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /stands for the private address .*privateNetworks/,
      ),
    });
    expect(server.asked).toEqual([]);
    const allowed = await connect(
      { privateNetworks: ['127.0.0.0/8', '::1'] },
      allow,
    );
    expect((await readAll(allowed, 'commits', { scope })).items).toHaveLength(
      1,
    );
  });

  it('speaks to no scope that the list does not name any more', async () => {
    const connector = await connect({}, [`${server.origin}/acme/`]);
    server.asked.length = 0;
    await expect(
      readAll(connector, 'commits', { scope: { externalId: 'shop.git' } }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(server.asked).toEqual([]);
  });

  it('ends a source that says nothing, by the signal and by time, with all that it started', async () => {
    answers.set('silent', () => undefined);
    const connector = await connect();
    const stop = new AbortController();
    const reading = readAll(connector, 'commits', {
      scope: { externalId: 'silent' },
      signal: stop.signal,
    });
    const asked = () =>
      server.asked.filter(line => line.includes('silent')).length;
    while (asked() === 0) await new Promise(resolve => setTimeout(resolve, 20));
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    const running = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(running).not.toContain('/silent');
  });

  it('gives up a fetch that takes too long, and one that is too large', async () => {
    let posts = 0;
    const slow = await startGitHttpServer({
      directory: served,
      // The listing is answered, the fetch is not.
      answer: ({ method }) => {
        posts += method === 'POST' ? 1 : 0;
        return posts > 1;
      },
    });
    const scope = { externalId: 'shop.git' };
    const connector = await connect({ fetchTimeout: { seconds: 1 } }, [
      slow.origin,
    ]);
    await expect(
      readAll(connector, 'commits', { scope }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/fetchTimeout/),
    });
    posts = 0;
    const small = await connect({ cacheMegabytes: 0 }, [slow.origin]);
    await expect(readAll(small, 'commits', { scope })).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/cacheMegabytes/),
    });
    await slow.stop();
  });
});

describe('in directories', () => {
  const allowed = join(directory.path, 'allowed');
  const outside = join(directory.path, 'outside');

  beforeAll(() => {
    mkdirSync(allowed);
    for (const path of [join(allowed, 'good'), join(outside, 'secret')]) {
      TestRepository.create(path).commit('One', '2026-01-01T00:00:00Z');
    }
    const secret = join(outside, 'secret');
    symlinkSync(secret, join(allowed, 'link'));
    git(allowed, [
      'clone',
      '--quiet',
      '--shared',
      secret,
      join(allowed, 'borrowed'),
    ]);
    git(secret, ['worktree', 'add', '--quiet', join(allowed, 'tree')]);
    for (const part of ['objects', 'refs']) {
      const path = join(allowed, `linked-${part}`);
      TestRepository.create(path).commit('One', '2026-01-01T00:00:00Z');
      renameSync(join(path, '.git', part), join(outside, part));
      symlinkSync(join(outside, part), join(path, '.git', part));
    }
    const packed = TestRepository.create(join(allowed, 'linked-pack'));
    packed.commit('One', '2026-01-01T00:00:00Z');
    symlinkSync(
      join(secret, '.git', 'HEAD'),
      join(packed.gitDirectory, 'objects', 'pack', 'pack-1.idx'),
    );
    mkdirSync(join(allowed, 'empty'));
    writeFileSync(join(allowed, 'file'), '');
  });

  const readOne = async (path: string) => {
    const connector = await createTestConnector({
      directory: directory.path,
      allow: [allowed],
    });
    return readAll(connector, 'commits', { scope: { externalId: path } });
  };

  it('reads a repository by its directory, and by that of its objects', async () => {
    for (const path of ['good', 'good/.git']) {
      expect((await readOne(join(allowed, path))).items).toHaveLength(1);
    }
  });

  it.each([
    ['a link out of the directory', 'link', 'NotAllowedError'],
    ['objects that are borrowed from outside', 'borrowed', 'NotAllowedError'],
    ['a work tree of a repository outside', 'tree', 'NotAllowedError'],
    ['objects that are a link out', 'linked-objects', 'NotAllowedError'],
    ['refs that are a link out', 'linked-refs', 'NotAllowedError'],
    ['a pack that is a link out', 'linked-pack', 'NotAllowedError'],
    ['dots that lead out', '../outside/secret', 'NotAllowedError'],
    ['an empty directory', 'empty', 'NotFoundError'],
    ['a file', 'file', 'NotFoundError'],
    ['nothing', 'missing', 'NotFoundError'],
  ])('refuses %s', async (_case, path, name) => {
    await expect(readOne(`${allowed}/${path}`)).rejects.toMatchObject({ name });
  });
});
