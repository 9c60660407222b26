import { CustomErrorBase, isError } from '@backstage/errors';
import type { Problem } from '../api/types';

/** A request that the API refused or could not serve, with the problem details it gave. */
export class ProblemError extends CustomErrorBase {
  // Said, since a minified bundle has no class names to take it from.
  name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Compares by name, because two copies of this package may be installed. */
export function isProblemError(error: unknown): error is ProblemError {
  return isError(error) && error.name === 'ProblemError' && 'problem' in error;
}
