/** A git program that did not end well. What it wrote is for people; nothing is decided by it. */
export class GitProcessError extends Error {
  readonly name = 'GitProcessError';

  constructor(
    /** How it ended: its exit code, that it took too long, or that it could not be started. */
    readonly reason: number | 'timeout' | 'signal' | 'start',
    /** The last line that it wrote. */
    readonly said: string,
    cause?: unknown,
  ) {
    super(`git ended with ${reason}${said && `: ${said}`}`, { cause });
  }
}

export function isGitProcessError(error: unknown): error is GitProcessError {
  return error instanceof GitProcessError;
}
