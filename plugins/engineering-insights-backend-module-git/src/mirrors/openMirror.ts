import { stat } from 'node:fs/promises';
import { gitEnvironment } from '../git/gitEnvironment';
import { isGitProcessError } from '../git/GitProcessError';
import { isSuccess } from '../git/isSuccess';
import { runGit } from '../git/runGit';
import { explainFailure } from '../remote/explainFailure';
import { listRemote } from '../remote/listRemote';
import { openRemote } from '../remote/openRemote';
import { checkEmptiness } from './checkEmptiness';
import { createMirror } from './createMirror';
import type { Mirror, MirrorContext, MirrorPlace } from './Mirror';
import { updateMirror } from './updateMirror';

/** Opens the mirror of a repository, once it was made the same as the repository. */
export async function openMirror(context: MirrorContext): Promise<Mirror> {
  const { source, store, scope, signal } = context;
  const remote = await openRemote({ source, scope, files: store.files });
  const path = store.pathOf(remote.url);
  const place = { ...context, remote, path };
  try {
    const listing = await listRemote(remote, signal);
    if (!listing.head) await checkEmptiness({ remote, listing, signal });
    const isFetched = await store.change({
      path,
      signal,
      act: () => updateMirror({ ...place, listing }),
    });
    await store.touch(path);
    if (isFetched) await store.makeRoom(path);
  } catch (error) {
    if (!isGitProcessError(error)) throw error;
    // Else it would be in the way of every fetch.
    if (await isDamaged(place)) await store.drop(path);
    throw await explainFailure({ source, remote, error, signal });
  }
  return createMirror(place);
}

async function isDamaged(options: MirrorPlace): Promise<boolean> {
  const { path: cwd, store, signal } = options;
  const isThere = await stat(cwd).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const newest = runGit({
    args: ['log', '-1', '--format=%H', '--all'],
    cwd,
    env: gitEnvironment(store.files),
    signal,
    timeoutSeconds: 60,
  });
  return !(await isSuccess(newest));
}
