import { streamGit, type GitCall } from '../git/runGit';
import { splitTokens } from '../git/splitTokens';

export const HEAD_REF = 'refs/insights/head';
export const TAG_REFS = 'refs/tags/';

/** What a mirror points at. */
export interface MirrorRefs {
  readonly head?: string;
  /** By name, what they point at. */
  readonly tags: ReadonlyMap<string, string>;
  /** The same as `<object> <ref>`. */
  readonly tagLines: readonly string[];
}

export async function readRefs(
  call: Omit<GitCall, 'args'>,
): Promise<MirrorRefs> {
  let head: string | undefined;
  const tags = new Map<string, string>();
  const tagLines: string[] = [];
  const output = streamGit({
    ...call,
    args: [
      'for-each-ref',
      '--format=%(objectname) %(refname)',
      HEAD_REF,
      TAG_REFS,
    ],
  });
  for await (const line of splitTokens(output, '\n')) {
    const space = line.indexOf(' ');
    const [object, name] = [line.slice(0, space), line.slice(space + 1)];
    if (name === HEAD_REF) head = object;
    else {
      tagLines.push(line);
      tags.set(name.slice(TAG_REFS.length), object);
    }
  }
  return { head, tags, tagLines };
}
