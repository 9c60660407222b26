import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { UnknownFieldError } from './UnknownFieldError';

/** What GitHub calls a field, or an argument of one, that its schema does not have. */
const UNKNOWN_CODES: ReadonlySet<string> = new Set([
  'undefinedField',
  'argumentNotAccepted',
]);

/** GitHub asks to wait a minute where a secondary limit names no time. */
const SECONDARY_LIMIT_SECONDS = 60;

export type ResponseHeaders = Readonly<
  Record<string, string | number | undefined>
>;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** What was asked: `GET /repos/acme/payments/releases on github.com`. */
  readonly request: string;
  /** What the token must be allowed to: `Deployments: read`. */
  readonly permission: string;
  /** Whose limit it is, where a limit was reached. */
  readonly limitOf?: RateLimitError['of'];
  readonly cause?: unknown;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, request, permission, cause } = answer;
  if (status === 401) {
    return new AuthenticationError(
      `GitHub refused the credentials for ${request}. Set a valid token or GitHub App in integrations.github.`,
      cause,
    );
  }
  if (status === 429 || (status === 403 && isRateLimited(answer.headers))) {
    const seconds = secondsToWait(answer.headers);
    const limit = isUsedUp(answer.headers)
      ? 'The rate limit is used up until it is reset'
      : 'A secondary rate limit was reached, which is about many requests in a short time';
    return new RateLimitError(
      seconds,
      `${limit}: GitHub asks to wait ${seconds} seconds after ${request}.`,
      cause,
      answer.limitOf,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Give them the permission "${permission}".`,
      cause,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `GitHub has nothing at ${request}, or the credentials may not see it. Check the repository's name and the permission "${permission}".`,
      cause,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(`GitHub answered ${status} to ${request}.`, {
      status,
      cause,
    });
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `GitHub answered ${status} to ${request}, which leads to another server, and is not followed. Set integrations.github[].apiBaseUrl to the address at which it answers itself.`,
    );
  }
  return new Error(
    `GitHub answered ${status} to ${request}, which is not expected.`,
    {
      cause,
    },
  );
}

/** Says what the errors of a GraphQL answer mean, by their type. */
export function toGraphqlSourceError(options: {
  errors: readonly GraphqlError[];
  headers: ResponseHeaders;
  request: string;
  permission: string;
  limitOf?: RateLimitError['of'];
}): Error {
  const { errors, headers, request, permission, limitOf } = options;
  const of = (...types: string[]) =>
    errors.find(
      error => error.type !== undefined && types.includes(error.type),
    );
  const answer = { headers, request, permission, limitOf };
  if (of('RATE_LIMITED', 'RATE_LIMIT'))
    return toSourceError({ ...answer, status: 429 });
  if (of('NOT_FOUND')) return toSourceError({ ...answer, status: 404 });
  if (of('FORBIDDEN', 'INSUFFICIENT_SCOPES')) {
    return toSourceError({ ...answer, headers: {}, status: 403 });
  }
  const unknown = errors.find(
    ({ extensions }) =>
      extensions?.code !== undefined && UNKNOWN_CODES.has(extensions.code),
  );
  if (unknown) {
    return new UnknownFieldError(
      `GitHub knows not all that ${request} asks for: ${unknown.message}`,
    );
  }
  // A query that GitHub's schema does not know carries a code or a type; a query
  // that GitHub gave up on (time-out, internal error) carries neither.
  if (
    of('SERVICE_UNAVAILABLE', 'INTERNAL', 'TIMEOUT') ||
    errors.every(error => error.type === undefined && !error.extensions?.code)
  ) {
    return new SourceFailureError(
      `GitHub gave up on ${request} before it was answered.`,
    );
  }
  return new Error(
    `GitHub rejected ${request}: ${errors
      .map(error => error.message)
      .join('; ')}`,
  );
}

export interface GraphqlError {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** Whether a 403 asks to slow down, and refuses nothing. */
export function isRateLimited(headers: ResponseHeaders): boolean {
  return headers['retry-after'] !== undefined || isUsedUp(headers);
}

function isUsedUp(headers: ResponseHeaders): boolean {
  return String(headers['x-ratelimit-remaining']) === '0';
}

function secondsToWait(headers: ResponseHeaders): number {
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter) && retryAfter >= 0)
    return Math.ceil(retryAfter);
  const reset = Number(headers['x-ratelimit-reset']);
  if (!isUsedUp(headers) || !Number.isFinite(reset)) {
    return SECONDARY_LIMIT_SECONDS;
  }
  // Both instants are GitHub's, so a wrong clock of this machine does no harm.
  const asked = Date.parse(String(headers.date));
  const now = Number.isNaN(asked) ? Date.now() : asked;
  return Math.max(1, Math.ceil(reset - now / 1000));
}
