import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';

/** GitLab counts requests by the minute, so a minute is enough where it names no time. */
const USUAL_WAIT_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What was asked: `GET /projects/acme/payments/releases on gitlab.com`. */
  readonly request: string;
  /** The role in the project that reading asks for: `Reporter`. */
  readonly role: string;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request, role } = answer;
  if (status === 401) {
    return new AuthenticationError(
      `GitLab refused the credentials for ${request}. Set a valid token with the scope "read_api" in integrations.gitlab[].token.`,
    );
  }
  if (status === 429) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `GitLab asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Give the token the scope "read_api" and its user the role "${role}", and switch the feature on in the project.`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `GitLab has nothing at ${request}, or the credentials may not see it. Check the project's path and that the token's user has the role "${role}".`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(`GitLab answered ${status} to ${request}.`, {
      status,
    });
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `GitLab answered ${status} to ${request}, which leads to another server, and is not followed. Set integrations.gitlab[].apiBaseUrl to the address at which it answers itself.`,
    );
  }
  return new Error(
    `GitLab answered ${status} to ${request}, which is not expected.`,
  );
}

function secondsToWait(headers: Headers): number {
  const retryAfter = headers.get('retry-after');
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  const reset = Number(headers.get('ratelimit-reset') ?? NaN);
  if (!Number.isFinite(reset)) return USUAL_WAIT_SECONDS;
  // Both instants are GitLab's, so a wrong clock of this machine does no harm.
  const asked = Date.parse(headers.get('date') ?? '');
  const now = Number.isNaN(asked) ? Date.now() : asked;
  return Math.max(1, Math.ceil(reset - now / 1000));
}
