import { AuthenticationError, CustomErrorBase, isError, NotAllowedError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';

export { AuthenticationError, NotAllowedError, NotFoundError, ServiceUnavailableError };

/** The source asks to slow down. A schedule, not a failure. */
export class RateLimitError extends CustomErrorBase {
  name = 'RateLimitError' as const;

  constructor(
    readonly retryAfterSeconds: number,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause);
  }
}

/** Compares the name, as two copies of this package may be installed. */
export function isRateLimitError(error: unknown): error is RateLimitError {
  return isError(error) && error.name === 'RateLimitError';
}
