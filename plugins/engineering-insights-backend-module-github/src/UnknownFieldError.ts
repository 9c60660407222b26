import { CustomErrorBase, isError } from '@backstage/errors';

/** GitHub's schema lacks a field that was asked for: a server of an earlier version. */
export class UnknownFieldError extends CustomErrorBase {
  name = 'UnknownFieldError' as const;
}

export function isUnknownFieldError(error: unknown): boolean {
  return isError(error) && error.name === 'UnknownFieldError';
}
