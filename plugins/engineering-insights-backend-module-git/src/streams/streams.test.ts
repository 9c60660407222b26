import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import {
  createTestConnector,
  readAll,
  scopeOfPath,
  titlesOf,
} from '../__testUtils__/createTestConnector';
import {
  createTestDirectory,
  git,
  TestRepository,
} from '../__testUtils__/TestRepository';

// Git is started anew for each question, and a busy machine takes its time.
jest.setTimeout(60_000);

const directory = createTestDirectory();
afterAll(() => directory.remove());

let count = 0;
async function setUp() {
  count += 1;
  const folder = join(directory.path, String(count));
  const repository = TestRepository.create(join(folder, 'shop'));
  const connector = await createTestConnector({ directory: folder });
  const scope = scopeOfPath(repository.path);
  return { folder, repository, connector, scope };
}

const day = (number: number) =>
  new Date(Date.UTC(2026, 0, number)).toISOString();

function mirrorsOf(folder: string): string[] {
  return readdirSync(join(folder, 'cache')).filter(name =>
    name.endsWith('.git'),
  );
}

function loseMirrors(folder: string) {
  for (const name of mirrorsOf(folder)) {
    rmSync(join(folder, 'cache', name), { recursive: true });
  }
}

describe('commits', () => {
  it('are read with their parents, times and title, and then only what is new', async () => {
    const { repository, connector, scope } = await setUp();
    const first = repository
      .write('a', '1')
      .commit('One\n\nand its text', day(1));
    const second = repository.write('a', '2').commit('Two', day(2));
    const before = await readAll(connector, 'commits', { scope });
    expect(before.items).toEqual([
      expect.objectContaining({ isOnDefaultBranch: true }),
      {
        isOnDefaultBranch: true,
        commit: {
          sha: first,
          parents: [],
          author: {
            name: 'Ada Example',
            email: 'ada@example.org',
            date: '2026-01-01T00:00:00.000Z',
          },
          committer: { date: '2026-01-01T00:00:00.000Z' },
          title: 'One',
        },
      },
    ]);
    expect(before.cursor).toEqual({ head: second });

    const { cursor } = before;
    const unchanged = await readAll(connector, 'commits', { scope, cursor });
    expect(unchanged).toMatchObject({ items: [], cursor });

    const third = repository.commit('Three', day(3));
    const after = await readAll(connector, 'commits', { scope, cursor });
    expect(titlesOf(after.items)).toEqual(['Three']);
    expect(after.items[0].commit.parents).toEqual([second]);
    expect(after.cursor).toEqual({ head: third });
  });

  it('are read by graph: a branch that was begun long ago is new when it is merged', async () => {
    const { repository, connector, scope } = await setUp();
    repository.commit('Base', day(1));
    repository.git(['checkout', '--quiet', '-b', 'old']);
    repository.commit('Written long ago', day(2));
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit('Meanwhile', day(20));
    const { cursor } = await readAll(connector, 'commits', { scope });
    repository.git(
      ['merge', '--quiet', '--no-ff', '-m', 'Merge', 'old'],
      day(21),
    );
    const { items } = await readAll(connector, 'commits', { scope, cursor });
    expect(titlesOf(items)).toEqual(['Merge', 'Written long ago']);
    expect(items[0].commit.parents).toHaveLength(2);
  });

  it('have their files where a scope is a part of a repository, of a merge against its first parent', async () => {
    const { repository, connector, scope } = await setUp();
    repository.write('api/a', '1').write('web/ü b', '1').commit('One', day(1));
    repository.git(['checkout', '--quiet', '-b', 'topic']);
    repository.git(['mv', 'api/a', 'api/b']);
    repository.commit('Move', day(2));
    repository.git(['checkout', '--quiet', 'main']);
    repository.write('web/ü b', '2').commit('Change', day(3));
    repository.commit('Nothing', day(4));
    repository.git(
      ['merge', '--quiet', '--no-ff', '-m', 'Merge', 'topic'],
      day(5),
    );
    const { items } = await readAll(connector, 'commits', {
      scope: { ...scope, paths: ['api/**'] },
    });
    expect(
      Object.fromEntries(
        items.map(({ commit, files }) => [commit.title, files]),
      ),
    ).toEqual({
      Merge: [
        { path: 'api/a', status: 'D' },
        { path: 'api/b', status: 'A' },
      ],
      Nothing: [],
      Change: [{ path: 'web/ü b', status: 'M' }],
      Move: [
        { path: 'api/a', status: 'D' },
        { path: 'api/b', status: 'A' },
      ],
      One: [
        { path: 'api/a', status: 'A' },
        { path: 'web/ü b', status: 'A' },
      ],
    });
  });

  it('that a force push took away are no longer on the default branch', async () => {
    const { repository, connector, scope } = await setUp();
    repository.commit('Kept', day(1));
    repository.commit('Regretted', day(2));
    const { cursor } = await readAll(connector, 'commits', { scope });
    repository.git(['reset', '--quiet', '--hard', 'HEAD~1']);
    const head = repository.commit('Better', day(3));
    const after = await readAll(connector, 'commits', { scope, cursor });
    expect(
      after.items.map(({ commit, isOnDefaultBranch }) => [
        commit.title,
        isOnDefaultBranch,
      ]),
    ).toEqual([
      ['Better', true],
      ['Regretted', false],
    ]);
    expect(after.cursor).toEqual({ head });
  });

  it('are read anew after a force push to an unrelated history, also with a lost mirror', async () => {
    const { repository, connector, scope, folder } = await setUp();
    repository.commit('Old world', day(1));
    const { cursor } = await readAll(connector, 'commits', { scope });
    repository.git(['checkout', '--quiet', '--orphan', 'fresh']);
    repository.commit('New world', day(2));
    repository.git(['branch', '--quiet', '-M', 'fresh', 'main']);
    const related = await readAll(connector, 'commits', { scope, cursor });
    expect(titlesOf(related.items)).toEqual(['New world', 'Old world']);
    // What was taken away is not known without the mirror that had it.
    repository.git(['reflog', 'expire', '--expire=now', '--all']);
    repository.git(['gc', '--quiet', '--prune=now']);
    loseMirrors(folder);
    const anew = await readAll(connector, 'commits', { scope, cursor });
    expect(titlesOf(anew.items)).toEqual(['New world']);
    expect(anew.cursor).toEqual(related.cursor);
  });

  it('are walked anew where the revision that a walk began at is lost, in both directions', async () => {
    const { repository, connector, scope } = await setUp();
    repository.commit('One', day(1));
    const walk = { head: 'a'.repeat(40), read: 1 };
    for (const direction of ['live', 'history'] as const) {
      const { items } = await readAll(connector, 'commits', {
        scope,
        direction,
        cursor: { walk },
      });
      expect(titlesOf(items)).toEqual(['One']);
    }
  });

  it('go on where a reading was cut, in both directions', async () => {
    const { repository, connector, scope } = await setUp();
    const script = Array.from({ length: 450 }, (_, index) =>
      [
        'commit refs/heads/main',
        `committer A <a@example.org> ${1_700_000_000 + index} +0000`,
        'data 2',
        'x',
        '',
      ].join('\n'),
    ).join('\n');
    git(repository.path, ['fast-import', '--quiet'], { input: script });
    const whole = await readAll(connector, 'commits', { scope });
    expect(whole.pages.map(({ items }) => items.length)).toEqual([
      200, 200, 50,
    ]);
    for (const direction of ['live', 'history'] as const) {
      const { pages } = await readAll(connector, 'commits', {
        scope,
        direction,
      });
      const rest = await readAll(connector, 'commits', {
        scope,
        direction,
        cursor: pages[0].cursor,
      });
      expect([...pages[0].items, ...rest.items]).toEqual(whole.items);
    }
    const base = whole.items[430].commit.sha;
    const change = await readAll(connector, 'commits', {
      scope,
      cursor: { head: base },
    });
    expect(change.items).toEqual(whole.items.slice(0, 430));
    const rest = await readAll(connector, 'commits', {
      scope,
      cursor: change.pages[1].cursor,
    });
    expect(rest.items).toEqual(whole.items.slice(400, 430));
  });

  it('end where a whole page is older than what is wanted', async () => {
    const { repository, connector, scope } = await setUp();
    const script = Array.from(
      { length: 900 },
      (_, index) =>
        `commit refs/heads/main\ncommitter A <a@example.org> ${
          1_700_000_000 + index * 86_400
        } +0000\ndata 2\nx\n`,
    ).join('\n');
    git(repository.path, ['fast-import', '--quiet'], { input: script });
    const { items } = await readAll(connector, 'commits', {
      scope,
      direction: 'history',
      since: new Date((1_700_000_000 + 800 * 86_400) * 1_000).toISOString(),
    });
    expect(items).toHaveLength(400);
  });

  it('of a shallow repository keep their true parents, and history says where it ends', async () => {
    const { repository, connector, folder } = await setUp();
    const lost = repository.commit('Not there', day(1));
    repository.commit('Two', day(2));
    repository.commit('Three', day(3));
    const shallow = join(folder, 'shallow');
    git(folder, [
      'clone',
      '--quiet',
      '--depth=2',
      `file://${repository.path}`,
      shallow,
    ]);
    const { items, pages } = await readAll(connector, 'commits', {
      scope: scopeOfPath(shallow),
      direction: 'history',
    });
    expect(titlesOf(items)).toEqual(['Three', 'Two']);
    expect(items[1].commit.parents).toEqual([lost]);
    expect(pages.at(-1)!.heldFrom).toBe('2026-01-02T00:00:00.000Z');
  });

  it('are none in an empty repository, and a HEAD that leads nowhere is said', async () => {
    const { repository, connector, scope } = await setUp();
    expect((await readAll(connector, 'commits', { scope })).pages).toEqual([]);
    repository.commit('One', day(1));
    repository.git(['symbolic-ref', 'HEAD', 'refs/heads/gone']);
    await expect(
      readAll(connector, 'commits', { scope }),
    ).rejects.toMatchObject({
      name: 'SourceFailureError',
      message: expect.stringMatching(/Set its default branch/),
    });
  });

  it('keep titles and dates that are not as usual', async () => {
    const { repository, connector, scope } = await setUp();
    const tree = repository.git(['write-tree']);
    const content = Buffer.concat([
      Buffer.from(
        `tree ${tree}\nauthor B\u0001ot[bot] <x> 99999999999999999999 +0000\ncommitter C <c@example.org> 1767225600 +0000\n\n`,
      ),
      Buffer.from([0x41, 0xff, 0x42]),
      Buffer.from(`${'long '.repeat(1_000)}\n\nand a body\n`),
    ]);
    const sha = git(
      repository.path,
      ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'],
      {
        input: content,
      },
    ).trim();
    repository.git(['update-ref', 'refs/heads/main', sha]);
    const { items } = await readAll(connector, 'commits', { scope });
    expect(items[0].commit.title).toMatch(/^A\ufffdBlong/);
    expect(items[0].commit.title).toHaveLength(1_000);
    const [stream] = connector.streams;
    expect(stream.normalize(items[0])).toMatchObject({
      result: 'ok',
      facts: [
        {
          authoredAt: expect.stringMatching(/^2026-01-01T00:00:00/),
          author: { actor: 'bot' },
        },
      ],
    });
  });
});

describe('tags', () => {
  const asOf = (items: any[]) =>
    Object.fromEntries(
      items.map(({ tag }) => [tag.name, [tag.commit?.sha, tag.taggedAt]]),
    );

  it('are read with what they point at, annotated or not, and then only those that changed', async () => {
    const { repository, connector, scope } = await setUp();
    const one = repository.write('a', '1').commit('One', day(1));
    repository.git(['tag', 'v1.0.0']);
    repository.git(['tag', '-a', '-m', 'x', 'v1.1.0'], day(5));
    repository.git(['tag', '-a', '-m', 'x', 'v1.1.0-again', 'v1.1.0'], day(6));
    repository.git(['tag', 'a-file', 'HEAD:a']);
    repository.git(['tag', '-a', '-m', 'x', 'a-tree', 'HEAD^{tree}']);
    const { items, cursor } = await readAll(connector, 'tags', { scope });
    expect(asOf(items)).toEqual({
      'v1.0.0': [one, undefined],
      'v1.1.0': [one, '2026-01-05T00:00:00.000Z'],
      'v1.1.0-again': [one, '2026-01-06T00:00:00.000Z'],
      'a-file': [undefined, undefined],
      'a-tree': [undefined, '2026-01-01T00:00:00.000Z'],
    });
    const unchanged = await readAll(connector, 'tags', { scope, cursor });
    expect(unchanged).toMatchObject({ items: [], cursor });

    const two = repository.commit('Two', day(7));
    repository.git(['tag', 'v1.2.0']);
    repository.git(['tag', '--force', 'v1.0.0']);
    repository.git(['tag', 'v0.9.0', one]);
    const after = await readAll(connector, 'tags', { scope, cursor });
    expect(asOf(after.items)).toMatchObject({
      'v1.2.0': [two, undefined],
      'v1.0.0': [two, undefined],
      'v0.9.0': [one, undefined],
    });
    const all = await readAll(connector, 'tags', {
      scope,
      cursor: after.cursor,
    });
    expect(all.items).toEqual([]);
  });

  it('that were deleted stay what they were, and come back when they are made again', async () => {
    const { repository, connector, scope } = await setUp();
    const one = repository.commit('One', day(1));
    repository.git(['tag', 'v1.0.0']);
    const { cursor } = await readAll(connector, 'tags', { scope });
    repository.git(['tag', '--delete', 'v1.0.0']);
    const gone = await readAll(connector, 'tags', { scope, cursor });
    expect(gone).toMatchObject({ items: [], cursor: { buckets: {} } });
    repository.git(['tag', 'v1.0.0']);
    const back = await readAll(connector, 'tags', {
      scope,
      cursor: gone.cursor,
    });
    expect(asOf(back.items)).toEqual({ 'v1.0.0': [one, undefined] });
  });

  it('are read newest first, and go on where a reading was cut', async () => {
    const { repository, connector, scope } = await setUp();
    repository.commit('One', day(1));
    const sha = repository.head();
    const script = Array.from(
      { length: 430 },
      (_, index) =>
        `tag v1.${index}.0\nfrom ${sha}\ntagger A <a@example.org> ${
          1_767_225_600 + index
        } +0000\ndata 1\nx\n`,
    ).join('');
    git(repository.path, ['fast-import', '--quiet'], { input: script });
    const { items, pages } = await readAll(connector, 'tags', {
      scope,
      direction: 'history',
    });
    expect(items.map(({ tag }) => tag.name)).toEqual(
      Array.from({ length: 430 }, (_, index) => `v1.${429 - index}.0`),
    );
    const rest = await readAll(connector, 'tags', {
      scope,
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect([...pages[0].items, ...rest.items]).toEqual(items);
    repository.git(['tag', '--delete', 'v1.429.0', 'v1.428.0']);
    const without = await readAll(connector, 'tags', {
      scope,
      direction: 'history',
      cursor: pages[0].cursor,
    });
    expect(without.items).toEqual(rest.items);
    const live = await readAll(connector, 'tags', { scope });
    expect(live.items).toHaveLength(428);
    const cut = await readAll(connector, 'tags', {
      scope,
      cursor: live.pages[0].cursor,
    });
    expect(live.pages[0].items.length + cut.items.length).toBe(428);
  });
});

describe('a revision', () => {
  const read = async (
    connector: Connector,
    options: {
      scope: { externalId: string };
      revision: string;
      knownHeads?: string[];
    },
  ) => {
    const items: any[] = [];
    for await (const page of connector.readRevision!({
      knownHeads: [],
      signal: new AbortController().signal,
      ...options,
    })) {
      items.push(...page.items);
    }
    return titlesOf(items);
  };

  it('is found by SHA, part of a SHA, tag or version, and brings what was not known', async () => {
    const { repository, connector, scope } = await setUp();
    const base = repository.commit('Base', day(1));
    repository.git(['checkout', '--quiet', '-b', 'release']);
    repository.commit('Picked', day(2));
    const fixed = repository.commit('Fixed', day(3));
    repository.git(['tag', '-a', '-m', 'x', 'v1.0.1']);
    repository.git(['checkout', '--quiet', 'main']);
    const known = repository.commit('Main goes on', day(4));
    const knownHeads = [known, 'f'.repeat(40)];
    for (const revision of [
      fixed,
      fixed.slice(0, 9),
      'v1.0.1',
      'refs/tags/v1.0.1',
      '1.0.1',
    ]) {
      expect(await read(connector, { scope, revision, knownHeads })).toEqual([
        'Fixed',
        'Picked',
      ]);
    }
    // Older than what is known: nothing is between, so its own history is what helps.
    expect(
      await read(connector, { scope, revision: base, knownHeads }),
    ).toEqual(['Base']);
    expect(await read(connector, { scope, revision: fixed })).toEqual([
      'Fixed',
      'Picked',
      'Base',
    ]);
  });

  it('that neither branch nor tag of a mirror leads to is asked for, and may be none', async () => {
    const { repository, connector, scope } = await setUp();
    repository.commit('Base', day(1));
    repository.git(['checkout', '--quiet', '-b', 'topic']);
    const apart = repository.commit('Apart', day(2));
    repository.git(['checkout', '--quiet', 'main']);
    expect(await read(connector, { scope, revision: apart })).toEqual([
      'Apart',
      'Base',
    ]);
    for (const revision of [
      'f'.repeat(40),
      'abcdef1',
      'v9.9.9',
      'main',
      '--all',
      '-n1',
      'HEAD',
      'HEAD~1',
      '..',
      'main:file',
      '@{-1}',
      '',
      ' ',
    ]) {
      expect(await read(connector, { scope, revision })).toEqual([]);
    }
  });
});

describe('a mirror', () => {
  it('is cloned again when it was lost, and when it was damaged', async () => {
    const { repository, connector, scope, folder } = await setUp();
    repository.commit('One', day(1));
    const { cursor } = await readAll(connector, 'commits', { scope });
    loseMirrors(folder);
    repository.commit('Two', day(2));
    const after = await readAll(connector, 'commits', { scope, cursor });
    expect(titlesOf(after.items)).toEqual(['Two']);

    const [name] = mirrorsOf(folder);
    const packs = join(folder, 'cache', name, 'objects', 'pack');
    for (const file of readdirSync(packs)) rmSync(join(packs, file));
    await expect(
      readAll(connector, 'commits', { scope }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/ServiceUnavailableError|SourceFailureError/),
    });
    const again = await readAll(connector, 'commits', { scope });
    expect(titlesOf(again.items)).toEqual(['Two', 'One']);

    // Now there is something to fetch, which a damaged mirror is in the way of.
    writeFileSync(join(folder, 'cache', name, 'packed-refs'), 'nothing of use');
    repository.commit('Three', day(3));
    await expect(
      readAll(connector, 'commits', { scope }),
    ).rejects.toMatchObject({ name: 'SourceFailureError' });
    const { items } = await readAll(connector, 'commits', { scope });
    expect(titlesOf(items)).toEqual(['Three', 'Two', 'One']);
  });

  it('holds no content of files', async () => {
    const { repository, connector, scope, folder } = await setUp();
    repository.write('src/a', 'secret').commit('One', day(1));
    await readAll(connector, 'commits', { scope });
    const [name] = mirrorsOf(folder);
    const types = execFileSync(
      'git',
      [
        '-C',
        join(folder, 'cache', name),
        'cat-file',
        '--batch-all-objects',
        '--batch-check=%(objecttype)',
      ],
      { encoding: 'utf8' },
    );
    expect(types.trim().split('\n').sort()).toEqual(['commit', 'tree', 'tree']);
  });

  it('stays in few files however often it is fetched', async () => {
    const { repository, connector, scope, folder } = await setUp();
    let cursor;
    for (let number = 1; number <= 53; number += 1) {
      repository.commit(`Commit ${number}`, day(number));
      const read = await readAll(connector, 'commits', { scope, cursor });
      expect(titlesOf(read.items)).toEqual([`Commit ${number}`]);
      ({ cursor } = read);
    }
    const [name] = mirrorsOf(folder);
    const packs = readdirSync(join(folder, 'cache', name, 'objects', 'pack'));
    expect(packs.filter(file => file.endsWith('.pack')).length).toBeLessThan(
      10,
    );
    const { items } = await readAll(connector, 'commits', { scope });
    expect(items).toHaveLength(53);
  });

  it('heeds no settings of a repository that the backend runs in', async () => {
    const { repository, folder } = await setUp();
    repository.commit('One', day(1));
    const around = TestRepository.create(join(folder, 'around'));
    const path = repository.gitDirectory;
    around.git(['config', `url.file:///nowhere.insteadOf`, `file://${path}`]);
    const inside = await createTestConnector({
      directory: around.path,
      allow: [folder],
    });
    const before = process.cwd();
    process.chdir(around.path);
    try {
      const { items } = await readAll(inside, 'commits', {
        scope: scopeOfPath(repository.path),
      });
      expect(titlesOf(items)).toEqual(['One']);
    } finally {
      process.chdir(before);
    }
  });

  it('is made once by all who want it at the same time', async () => {
    const { repository, scope, folder } = await setUp();
    repository.commit('One', day(1));
    repository.git(['tag', 'v1.0.0']);
    // Two processes have nothing in common but the directory.
    const connectors = await Promise.all(
      [1, 2, 3].map(() => createTestConnector({ directory: folder })),
    );
    const results = await Promise.all(
      connectors.flatMap(connector =>
        ['commits', 'tags'].map(name => readAll(connector, name, { scope })),
      ),
    );
    expect(results.map(({ items }) => items.length)).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
    const [name] = mirrorsOf(folder);
    const packs = readdirSync(join(folder, 'cache', name, 'objects', 'pack'));
    expect(packs.filter(file => file.endsWith('.pack'))).toHaveLength(1);
  });
});
