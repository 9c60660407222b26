import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gitEnvironment } from '../git/gitEnvironment';
import { runGit } from '../git/runGit';
import { digestOf, type RemoteListing } from '../remote/listRemote';
import { fetchRefs } from './fetchRefs';
import type { MirrorPlace } from './Mirror';
import { PARTIAL_CLONE } from './partialClone';
import { HEAD_REF, readRefs, TAG_REFS } from './readRefs';

const MOST_PACKS = 50;
const LOCAL_TIMEOUT_SECONDS = 60;

interface Update extends MirrorPlace {
  readonly listing: RemoteListing;
}

/** Makes a mirror the same as its repository, and says whether there was something to fetch. */
export async function updateMirror(options: Update): Promise<boolean> {
  const { path, listing, store, signal } = options;
  const local = {
    env: gitEnvironment(store.files),
    signal,
    timeoutSeconds: LOCAL_TIMEOUT_SECONDS,
  };
  const isNew = await stat(join(path, 'HEAD')).then(
    () => false,
    () => true,
  );
  if (isNew) {
    await runGit({
      ...local,
      args: ['init', '--quiet', '--bare', '--template=', '--', path],
    });
  }
  const refs = await readRefs({ ...local, cwd: path });
  const isSame =
    refs.head === listing.head &&
    digestOf(refs.tagLines) === listing.tagsDigest;
  if (isSame) return false;
  await fetchAll(options);
  await joinPacks(options);
  return true;
}

async function fetchAll(options: Update): Promise<void> {
  const { listing, path, store, signal } = options;
  await fetchRefs(options, [
    '--prune',
    '--update-shallow',
    'origin',
    ...(listing.head ? [`+HEAD:${HEAD_REF}`] : []),
    `+${TAG_REFS}*:${TAG_REFS}*`,
  ]);
  if (listing.head) return;
  await runGit({
    args: ['update-ref', '-d', HEAD_REF],
    cwd: path,
    env: gitEnvironment(store.files),
    signal,
    timeoutSeconds: LOCAL_TIMEOUT_SECONDS,
  });
}

/** Every fetch leaves a pack behind, and git looks through all of them. */
async function joinPacks({
  path,
  store,
  signal,
  source,
}: Update): Promise<void> {
  const names = await readdir(join(path, 'objects', 'pack'));
  const packs = names.filter(name => name.endsWith('.pack'));
  if (packs.length <= MOST_PACKS) return;
  await runGit({
    args: [...PARTIAL_CLONE, 'repack', '-a', '-d', '--quiet'],
    cwd: path,
    env: gitEnvironment(store.files),
    signal,
    timeoutSeconds: source.fetchTimeoutSeconds,
  });
}
