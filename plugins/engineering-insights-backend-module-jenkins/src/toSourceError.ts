import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';

/** What is waited where a proxy before Jenkins names no time; Jenkins itself has no rate limit. */
const UNTOLD_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What was asked: `GET /job/payments/api/json at ci.example.org`. */
  readonly request: string;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError({
  status,
  headers,
  request,
}: FailedAnswer): Error {
  const retryAfter = headers.get('retry-after');
  if (status === 401) {
    return new AuthenticationError(
      `Jenkins refused the credentials for ${request}. Set a username and a valid API token of that user in engineeringInsights.sources.jenkins.`,
    );
  }
  if (status === 429 || (status === 403 && retryAfter !== null)) {
    const seconds = secondsToWait(retryAfter);
    return new RateLimitError(
      seconds,
      `Jenkins asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The user may not read ${request}. Give it the permissions Overall/Read and Job/Read.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `Jenkins has nothing at ${request}, or the user may not see it. Check the annotation jenkins.io/job-full-name and the permission Job/Read.`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(`Jenkins answered ${status} to ${request}.`, {
      status,
    });
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `Jenkins answered ${status} to ${request}. Set baseUrl to the address at which it answers itself, without a page to sign in at before it.`,
    );
  }
  return new Error(
    `Jenkins answered ${status} to ${request}, which is not expected.`,
  );
}

/** `Retry-After` is a number of seconds or a date. */
function secondsToWait(retryAfter: string | null): number {
  if (retryAfter === null) return UNTOLD_SECONDS;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const until = DateTime.fromHTTP(retryAfter);
  return until.isValid
    ? Math.max(1, Math.ceil(until.diffNow().as('seconds')))
    : UNTOLD_SECONDS;
}
