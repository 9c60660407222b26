import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { countOf } from './budgetOf';

/** PagerDuty counts by the minute. */
const UNTOLD_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What was asked: `GET /incidents at api.pagerduty.com`. */
  readonly request: string;
  /** What the key must be allowed to: `incidents.read`. */
  readonly permission: string;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request, permission } = answer;
  if (status === 401) {
    return new AuthenticationError(
      `PagerDuty refused the credentials for ${request}. Set engineeringInsights.sources.pagerduty[].token to a valid REST API key, and apiBaseUrl to the service region of its account.`,
    );
  }
  if (status === 429) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `PagerDuty asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  // 402: the account's plan lacks it.
  if (status === 403 || status === 402) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Use a key that is allowed to "${permission}".`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `PagerDuty has nothing at ${request}, or the credentials may not see it. Check the annotation pagerduty.com/service-id.`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(
      `PagerDuty answered ${status} to ${request}.`,
      { status },
    );
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `PagerDuty answered ${status} to ${request}. Set engineeringInsights.sources.pagerduty[].apiBaseUrl to the address at which the API answers itself.`,
    );
  }
  return new Error(
    `PagerDuty answered ${status} to ${request}, which is not expected.`,
  );
}

function secondsToWait(headers: Headers): number {
  return Math.max(
    1,
    countOf(headers.get('retry-after')) ??
      countOf(headers.get('ratelimit-reset')) ??
      UNTOLD_SECONDS,
  );
}
