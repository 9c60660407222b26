import {
  AuthenticationError,
  isRateLimitError,
  isSourceFailureError,
  NotAllowedError,
  RateLimitError,
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';

const KEY = 'engineeringInsights.sources.slack[]';
/** Slack counts by the minute. */
const UNTOLD_SECONDS = 60;

const REFUSED_TOKEN = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
]);
const NOT_ALLOWED = new Set([
  'access_denied',
  'accesslimited',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'team_access_not_granted',
]);
const RATE_LIMITED = new Set(['rate_limited', 'ratelimited']);

/** What was asked, and what the token must be allowed to. */
export interface Question {
  /** `conversations.list at slack.com` */
  readonly request: string;
  /** `channels:read` */
  readonly scopes: string;
}

/** Says what a call that failed means, by the documented code of the error, never by its text. */
export function toSourceError(error: unknown, asked: Question): unknown {
  const { request } = asked;
  if (error instanceof WebAPIRequestError) {
    const { original } = error;
    if (isRateLimitError(original) || isSourceFailureError(original))
      return original;
    return new ServiceUnavailableError(
      `Slack could not be reached for ${request}, gave no answer in time, or its answer was cut off.`,
      original,
    );
  }
  if (error instanceof WebAPIRateLimitedError)
    return toRateLimitError(error.retryAfter, request);
  if (error instanceof WebAPIHTTPError)
    return ofStatus(error.statusCode, asked);
  if (error instanceof WebAPIPlatformError) return ofCode(error, asked);
  return error;
}

export function toRateLimitError(
  retryAfter: number | undefined,
  request: string,
): RateLimitError {
  const seconds = Math.max(1, retryAfter ?? UNTOLD_SECONDS);
  return new RateLimitError(
    seconds,
    `Slack asks to wait ${seconds} seconds after ${request}.`,
  );
}

/** Slack answers 200 whatever is wrong. Other statuses are those of what stands before it. */
function ofStatus(status: number, asked: Question): Error {
  const { request } = asked;
  if (status === 401) return refusedToken(asked);
  if (status === 403)
    return new NotAllowedError(
      `The token may not be used for ${request}. Let what stands before Slack pass it.`,
    );
  if (status >= 500 || status === 408)
    return new SourceFailureError(`Slack answered ${status} to ${request}.`, {
      status,
    });
  return new Error(
    `Slack answered ${status} to ${request}, where it answers 200 to everything. Set ${KEY}.apiBaseUrl to the address of the Web API itself, such as https://slack.com/api.`,
  );
}

function ofCode(error: WebAPIPlatformError, asked: Question): Error {
  const { request, scopes } = asked;
  const { error: code, response_metadata: metadata } = error.data;
  const { needed } = error.data as { needed?: unknown };
  if (REFUSED_TOKEN.has(code)) return refusedToken(asked, code);
  if (RATE_LIMITED.has(code))
    return toRateLimitError(metadata?.retryAfter, request);
  if (NOT_ALLOWED.has(code)) {
    const wanted = isWord(needed) ? needed : scopes;
    return new NotAllowedError(
      `The token may not be used for ${request} (${code}). Give the app the scope ${wanted} and install it again.`,
    );
  }
  return new SourceFailureError(
    `Slack answered ${request} with ${
      isWord(code) ? `the error ${code}` : 'an error without a code'
    }.`,
  );
}

function refusedToken({ request }: Question, code?: string): Error {
  return new AuthenticationError(
    `Slack refused the token for ${request}${
      code ? ` (${code})` : ''
    }. Set ${KEY}.token to a valid token of an app in the workspace.`,
  );
}

/** A code or a list of scopes, and no text. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9_:.,]{1,200}$/i.test(value);
}
