import { isError } from '@backstage/errors';

/** Compares the name, as two copies of `@backstage/errors` may be installed. */
export function isNotFoundError(error: unknown): boolean {
  return isError(error) && error.name === 'NotFoundError';
}
