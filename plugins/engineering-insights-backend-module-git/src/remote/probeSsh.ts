import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How ssh itself says that it came to no shell: the host, its key or ours. */
const SSH_FAILED = 255;
const TIMEOUT_MILLISECONDS = 40_000;
/** Git's word for "nothing more", so that a repository that is there lets us go in peace. */
const FLUSH = '0000';

/** Whether ssh got in, and whether the other machine then had the repository. */
export async function probeSsh(options: {
  readonly arguments: readonly string[];
  /** `git@git.example.org` */
  readonly destination: string;
  readonly port?: number;
  readonly path: string;
  readonly signal: AbortSignal;
}): Promise<'refused' | 'noRepository' | 'ok'> {
  const { destination, port, path, signal } = options;
  const child = spawn(
    'ssh',
    [
      ...options.arguments,
      ...(port ? ['-p', String(port)] : []),
      destination,
      `git-upload-pack '${path}'`,
    ],
    {
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'ignore'],
      signal,
      timeout: TIMEOUT_MILLISECONDS,
      killSignal: 'SIGKILL',
    },
  );
  // What ends early does not read it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(FLUSH);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return 'ok';
  return code === SSH_FAILED || code === null ? 'refused' : 'noRepository';
}
