import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { ResponseHeaders } from './budgetOf';

/** What is waited where Jira names no time. */
const UNTOLD_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** What was asked: `GET /rest/api/3/field at acme.atlassian.net`. */
  readonly request: string;
  /** What the account must be allowed to: `Browse projects`. */
  readonly permission: string;
}

/**
 * Whether Jira took the asker for nobody. It answers a search by an expired
 * token with 200 and no issues, and says so in these headers alone.
 */
export function isAnonymous(headers: ResponseHeaders): boolean {
  const reason = headers['x-seraph-loginreason'] ?? '';
  return (
    /AUTHENTICATED_FAILED|AUTHENTICATION_DENIED|AUTHORISATION_FAILED/.test(
      reason,
    ) || headers['x-ausername'] === 'anonymous'
  );
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request, permission } = answer;
  if (
    status === 401 ||
    headers['x-authentication-denied-reason'] !== undefined ||
    (status < 400 && isAnonymous(headers))
  ) {
    return new AuthenticationError(
      `Jira refused the credentials for ${request}. Set a valid email and token in engineeringInsights.sources.jira.`,
    );
  }
  if (status === 429 || (status === 403 && isRateLimited(headers))) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `Jira asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Give their account the permission "${permission}".`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `Jira has nothing at ${request}, or the credentials may not see it. Check the annotation and the permission "${permission}".`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(`Jira answered ${status} to ${request}.`, {
      status,
    });
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `Jira answered ${status} to ${request}. Set baseUrl to the address at which it answers itself.`,
    );
  }
  return new Error(
    `Jira answered ${status} to ${request}, which is not expected.`,
  );
}

function isRateLimited(headers: ResponseHeaders): boolean {
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0'
  );
}

function secondsToWait(headers: ResponseHeaders): number {
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined && /^\d+$/.test(retryAfter.trim()))
    return Number(retryAfter);
  const reset = DateTime.fromISO(headers['x-ratelimit-reset'] ?? '');
  if (!reset.isValid) return UNTOLD_SECONDS;
  // Both instants are Jira's, so a wrong clock of this machine does no harm.
  const told = DateTime.fromHTTP(headers.date ?? '');
  const now = told.isValid ? told : DateTime.utc();
  return Math.max(1, Math.ceil(reset.diff(now).as('seconds')));
}
