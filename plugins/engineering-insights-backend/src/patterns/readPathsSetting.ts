import { findGlobProblem } from './findGlobProblem';

/** The globs of the annotation `engineering-insights/paths`, separated by commas; one that could run away is left out, with why. */
export function readPathsSetting(text: string): {
  globs: readonly string[];
  problems: readonly string[];
} {
  const named = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  const problems = new Map(
    named.flatMap(glob => {
      const problem = findGlobProblem(glob);
      return problem === undefined ? [] : [[glob, problem]];
    }),
  );
  return {
    globs: named.filter(glob => !problems.has(glob)),
    problems: [...problems.values()].map(
      problem => `paths: ${problem}, so it is left out`,
    ),
  };
}
