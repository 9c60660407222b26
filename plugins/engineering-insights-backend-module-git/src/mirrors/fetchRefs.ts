import { NotAllowedError } from '@sei-platform/plugin-engineering-insights-node';
import { runGit } from '../git/runGit';
import type { OpenRemote } from '../remote/openRemote';
import { directorySize } from './directorySize';
import type { MirrorPlace } from './Mirror';
import { PARTIAL_CLONE } from './partialClone';

const WATCH_MILLISECONDS = 5_000;

/** Gets what a mirror lacks. A repository that is larger than all mirrors may be is no longer read on. */
export async function fetchRefs(
  options: MirrorPlace,
  args: readonly string[],
): Promise<void> {
  const { source, store, signal, remote, path } = options;
  const tooLarge = new AbortController();
  const watch = setInterval(() => {
    directorySize(path).then(
      bytes =>
        bytes > store.limitBytes && tooLarge.abort(tooLargeError(remote)),
      () => undefined,
    );
  }, WATCH_MILLISECONDS);
  try {
    await runGit({
      args: [
        ...remote.options,
        '-c',
        `remote.origin.url=${remote.url}`,
        ...PARTIAL_CLONE,
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-auto-maintenance',
        '--no-show-forced-updates',
        ...args,
      ],
      cwd: path,
      env: remote.env,
      signal: AbortSignal.any([signal, tooLarge.signal]),
      timeoutSeconds: source.fetchTimeoutSeconds,
    });
  } finally {
    clearInterval(watch);
  }
}

function tooLargeError({ url }: OpenRemote): Error {
  return new NotAllowedError(
    `${url} is larger than all mirrors may be. Raise engineeringInsights.sources.git[].cacheMegabytes, or take the annotation away.`,
  );
}
