import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { GitProcessError } from './GitProcessError';

export interface GitCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Written to its standard input. */
  readonly input?: string;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
}

const KEPT_WORDS = 2_000;
const LONGEST_SAID = 300;
const GRACE_MILLISECONDS = 5_000;

/**
 * The output of a git program as it comes, never held whole. The program and
 * all that it started end with the iteration, with the signal and when their
 * time is over.
 *
 * @throws GitProcessError, or the reason of the signal.
 */
export async function* streamGit(call: GitCall): AsyncGenerator<Buffer> {
  const { args, env, cwd, input, signal, timeoutSeconds } = call;
  signal.throwIfAborted();
  const child = spawn('git', [...args], {
    env,
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that its helpers can be ended with it.
    detached: true,
  });
  const end = watchEnd(child);
  let isOverTime = false;
  const stop = () => endGroup(child);
  const timer = setTimeout(() => {
    isOverTime = true;
    stop();
  }, timeoutSeconds * 1_000);
  signal.addEventListener('abort', stop, { once: true });
  try {
    // A program that ends early does not read its input, and says why itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const { code, said, cause } = await end;
    signal.throwIfAborted();
    if (isOverTime) throw new GitProcessError('timeout', said);
    if (cause) throw new GitProcessError('start', '', cause);
    if (code !== 0) throw new GitProcessError(code ?? 'signal', said);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stop();
    await end;
  }
}

/** The output of a git program that says little. */
export async function runGit(call: GitCall): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of streamGit(call)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function watchEnd(child: ChildProcess): Promise<{
  code: number | null;
  said: string;
  cause?: unknown;
}> {
  let words = '';
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-KEPT_WORDS);
  });
  try {
    const [code] = await once(child, 'close');
    return { code, said: lastLineOf(words) };
  } catch (cause) {
    return { code: null, said: '', cause };
  }
}

function lastLineOf(words: string): string {
  const lines = words.split('\n').map(line => line.trim());
  return (lines.filter(Boolean).at(-1) ?? '').slice(-LONGEST_SAID);
}

/** Git takes its unfinished files away before it goes, if it is asked to. */
function endGroup(child: ChildProcess): void {
  if (!signalGroup(child, 'SIGTERM')) return;
  const timer = setTimeout(
    () => signalGroup(child, 'SIGKILL'),
    GRACE_MILLISECONDS,
  );
  child.once('close', () => clearTimeout(timer));
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  if (child.exitCode !== null || child.signalCode !== null) return false;
  try {
    return process.kill(-child.pid, name);
  } catch {
    // It ended by itself in between.
    return false;
  }
}
