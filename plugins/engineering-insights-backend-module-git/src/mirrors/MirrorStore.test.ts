import {
  chmodSync,
  existsSync,
  mkdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDirectory } from '../__testUtils__/TestRepository';
import { MirrorStore } from './MirrorStore';

const directory = createTestDirectory();
afterAll(() => directory.remove());

let count = 0;
async function createStore(megabytes: number) {
  count += 1;
  const path = join(directory.path, `store-${count}`);
  return {
    store: await MirrorStore.create({ directory: path, megabytes }),
    path,
  };
}
const { signal } = new AbortController();
const HOUR_AGO = new Date(Date.now() - 3_600_000);

async function fill(store: MirrorStore, name: string, megabytes: number) {
  const path = store.pathOf(name);
  await store.change({
    path,
    signal,
    act: async () =>
      writeFileSync(join(path, 'pack'), Buffer.alloc(megabytes * 1_000_000)),
  });
  await store.touch(path);
  await store.makeRoom(path);
  return path;
}

it('drops the mirrors that were not used for longest, and none that is in use', async () => {
  const { store } = await createStore(5);
  const oldest = await fill(store, 'oldest', 2);
  const older = await fill(store, 'older', 2);
  utimesSync(join(oldest, 'insights-size'), HOUR_AGO, HOUR_AGO);
  utimesSync(join(older, 'insights-size'), HOUR_AGO, HOUR_AGO);
  // Used again, so the other one is older now.
  await store.touch(oldest);
  const newest = await fill(store, 'newest', 2);
  expect([oldest, older, newest].map(existsSync)).toEqual([true, false, true]);
  const other = await fill(store, 'another', 2);
  expect([oldest, newest, other].map(existsSync)).toEqual([true, true, true]);
});

it('lets one change a mirror at a time', async () => {
  const { store, path: folder } = await createStore(5);
  const second = await MirrorStore.create({ directory: folder, megabytes: 5 });
  const path = store.pathOf('one');
  let inside = 0;
  let most = 0;
  const act = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await wait(30);
    inside -= 1;
  };
  await Promise.all(
    [store, second, store, second].map(each =>
      each.change({ path, signal, act }),
    ),
  );
  expect(most).toBe(1);
});

it('takes over from a process that was killed, and takes away what it left', async () => {
  const { store } = await createStore(5);
  const path = store.pathOf('one');
  mkdirSync(join(path, 'objects', 'pack'), { recursive: true });
  mkdirSync(join(path, 'refs', 'tags'), { recursive: true });
  const left = ['shallow.lock', 'refs/tags/v1.lock', 'objects/pack/tmp_pack_x'];
  for (const file of left) writeFileSync(join(path, file), '');
  writeFileSync(`${path}.lock`, 'somebody');
  const stop = new AbortController();
  const waiting = store.change({
    path,
    signal: stop.signal,
    act: async () => true,
  });
  await wait(300);
  stop.abort();
  await expect(waiting).rejects.toThrow(/abort/i);
  utimesSync(`${path}.lock`, HOUR_AGO, HOUR_AGO);
  const files = await store.change({
    path,
    signal,
    act: async () => left.map(file => existsSync(join(path, file))),
  });
  expect(files).toEqual([false, false, false]);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

it.each([
  [
    'that others may write to',
    (path: string) => {
      mkdirSync(path);
      chmodSync(path, 0o777);
    },
  ],
  [
    'that is a link',
    (path: string) => {
      mkdirSync(`${path}-real`);
      symlinkSync(`${path}-real`, path);
    },
  ],
])('uses no directory %s', async (_case, prepare) => {
  count += 1;
  const path = join(directory.path, `store-${count}`);
  prepare(path);
  await expect(
    MirrorStore.create({ directory: path, megabytes: 1 }),
  ).rejects.toThrow(/cacheDirectory/);
});
