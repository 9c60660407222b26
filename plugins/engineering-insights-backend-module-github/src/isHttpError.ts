import type { ResponseHeaders } from './toSourceError';

export interface HttpResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly data: unknown;
}

export interface HttpError extends Error {
  readonly status: number;
  readonly response?: HttpResponse;
}

/** Octokit's error, by its shape: the credentials provider brings another copy of Octokit. */
export function isHttpError(error: unknown): error is HttpError {
  return (
    error instanceof Error && error.name === 'HttpError' && 'status' in error
  );
}
