import { createHash } from 'node:crypto';
import { streamGit } from '../git/runGit';
import { splitTokens } from '../git/splitTokens';
import type { OpenRemote } from './openRemote';

/** What a repository points at: one cheap call. */
export interface RemoteListing {
  /** The newest commit of the default branch; none where HEAD leads nowhere. */
  readonly head?: string;
  readonly hasBranches: boolean;
  /** Of all tags and what they point at. */
  readonly tagsDigest: string;
}

const TIMEOUT_SECONDS = 120;
const OBJECT = /^[\da-f]{40}([\da-f]{24})?$/;

export async function listRemote(
  { url, options, env, home }: OpenRemote,
  signal: AbortSignal,
): Promise<RemoteListing> {
  let head: string | undefined;
  let hasBranches = false;
  const tags: string[] = [];
  const output = streamGit({
    args: [...options, 'ls-remote', '--quiet', '--', url],
    env,
    cwd: home,
    signal,
    timeoutSeconds: TIMEOUT_SECONDS,
  });
  for await (const line of splitTokens(output, '\n')) {
    const [object, name = ''] = line.split('\t');
    if (!OBJECT.test(object)) continue;
    if (name === 'HEAD') head = object;
    else if (name.startsWith('refs/heads/')) hasBranches = true;
    else if (name.startsWith('refs/tags/') && !name.endsWith('^{}')) {
      tags.push(`${object} ${name}`);
    }
  }
  return { head, hasBranches, tagsDigest: digestOf(tags) };
}

/** The same for the same tags, whatever their order: each `<object> <ref>`. */
export function digestOf(tags: readonly string[]): string {
  const hash = createHash('sha256');
  for (const tag of [...tags].sort()) hash.update(`${tag}\n`);
  return hash.digest('hex');
}
