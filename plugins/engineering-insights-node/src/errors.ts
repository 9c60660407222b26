import { AuthenticationError, CustomErrorBase, isError, NotAllowedError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { Budget } from './connector';

export { AuthenticationError, NotAllowedError, NotFoundError, ServiceUnavailableError };

/** The source asks to slow down. A schedule, not a failure. */
export class RateLimitError extends CustomErrorBase {
  name = 'RateLimitError' as const;

  constructor(
    readonly retryAfterSeconds: number,
    message: string,
    cause?: unknown,
    /** Whose limit it is: who else is read with it waits as well. */
    readonly of?: Pick<Budget, 'credential' | 'scopePrefix'>,
  ) {
    super(message, cause);
  }
}

/**
 * The source was reached and failed itself: a 5xx, or an answer that cannot be
 * used. What cannot be reached at all is a ServiceUnavailableError.
 */
export class SourceFailureError extends CustomErrorBase {
  name = 'SourceFailureError' as const;
  /** Of HTTP; absent where the answer came with a success and cannot be used. */
  readonly status?: number;

  constructor(message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, options.cause);
    this.status = options.status;
  }
}

/** Compares the name, as two copies of this package may be installed. */
export function isSourceFailureError(error: unknown): error is SourceFailureError {
  return isError(error) && error.name === 'SourceFailureError';
}

/** Compares the name, as two copies of this package may be installed. */
export function isRateLimitError(error: unknown): error is RateLimitError {
  return isError(error) && error.name === 'RateLimitError';
}

/** Compares the name, as two copies of `@backstage/errors` may be installed. */
export function isNotFoundError(error: unknown): boolean {
  return isError(error) && error.name === 'NotFoundError';
}
