import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceUnavailableError } from '@sei-platform/plugin-engineering-insights-node';
import { gitEnvironment } from '../git/gitEnvironment';
import { isGitProcessError } from '../git/GitProcessError';
import { isSuccess } from '../git/isSuccess';
import { runGit, streamGit } from '../git/runGit';
import { fetchRefs } from './fetchRefs';
import type { Mirror, MirrorPlace } from './Mirror';
import { readRefs } from './readRefs';

const TIMEOUT_SECONDS = 3_600;

/** What a mirror is read by, as it is now. */
export async function createMirror(options: MirrorPlace): Promise<Mirror> {
  const { store, signal, path } = options;
  const call = {
    cwd: path,
    env: gitEnvironment(store.files),
    signal,
    timeoutSeconds: TIMEOUT_SECONDS,
  };
  async function* stream(args: readonly string[], input?: string) {
    try {
      yield* streamGit({ ...call, args, input });
    } catch (error) {
      throw await toLoss(options, error);
    }
  }
  const has = (commit: string) =>
    isSuccess(
      runGit({ ...call, args: ['cat-file', '-e', `${commit}^{commit}`] }),
    );
  const complete = async (abbreviated: string) => {
    const args = [
      'rev-parse',
      '--verify',
      '--quiet',
      `${abbreviated}^{commit}`,
    ];
    const found = runGit({ ...call, args });
    return (await isSuccess(found)) ? (await found).trim() : undefined;
  };
  const { head, tags } = await readRefs(call).catch(async error => {
    throw await toLoss(options, error);
  });
  return {
    path,
    head,
    tags,
    boundary: new Set(await readBoundary(path)),
    stream,
    complete,
    has,
    fetchCommit: commit =>
      store.change({
        path,
        signal,
        act: () => isSuccess(fetchRefs(options, ['origin', commit])),
      }),
  };
}

/** Another process may have dropped the mirror, or the disk may have damaged it: it is made again with the next reading. */
async function toLoss(
  { store, path }: MirrorPlace,
  error: unknown,
): Promise<unknown> {
  if (!isGitProcessError(error)) return error;
  await store.drop(path);
  return new ServiceUnavailableError(
    `The mirror in ${path} was lost or damaged, and is made again. Give it more room by engineeringInsights.sources.git[].cacheMegabytes if that happens often.`,
    error,
  );
}

async function readBoundary(path: string): Promise<string[]> {
  const text = await readFile(join(path, 'shallow'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}
