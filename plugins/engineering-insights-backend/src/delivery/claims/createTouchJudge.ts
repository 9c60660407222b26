import { compileGlob } from '../../patterns/compileGlob';
import { findGlobProblem } from '../../patterns/findGlobProblem';
import type { Touch } from './CommitGraph';

// A repository has some ten thousand paths, and each stands in many commits.
const REMEMBERED_PATHS = 50_000;

/**
 * A function that tells whether files touch the paths of an entity; where it
 * has none, all do. What a glob says that could run away is not known.
 */
export function createTouchJudge(
  globs: readonly string[] | null,
): (files: readonly { readonly path: string }[] | null) => Touch {
  if (!globs) return () => 'touches';
  const bounded = globs.filter(glob => findGlobProblem(glob) === undefined);
  const others = bounded.length < globs.length ? 'unknown' : 'outside';
  const patterns = bounded.map(compileGlob);
  const remembered = new Map<string, boolean>();
  const isOwn = (path: string) => {
    const known = remembered.get(path);
    if (known !== undefined) return known;
    const answer = patterns.some(fits => fits(path));
    if (remembered.size < REMEMBERED_PATHS) remembered.set(path, answer);
    return answer;
  };
  return files => {
    if (!files) return 'unknown';
    return files.some(file => isOwn(file.path)) ? 'touches' : others;
  };
}
