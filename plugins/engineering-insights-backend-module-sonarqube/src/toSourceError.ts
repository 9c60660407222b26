import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';

/** SonarQube Cloud does not tell how long to wait. */
const UNTOLD_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What was asked: `GET /api/issues/search at sonarqube.example.com`. */
  readonly request: string;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request } = answer;
  if (status === 401) {
    return new AuthenticationError(
      `SonarQube refused the credentials for ${request}. Set engineeringInsights.sources.sonarqube[].token to a valid token of the type User, and authentication to basic if the server is older than 10.0.`,
    );
  }
  if (status === 429) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `SonarQube asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Give the token's user the permission "Browse" on the project.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `SonarQube has nothing at ${request}. Check the annotation sonarqube.org/project-key.`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(
      `SonarQube answered ${status} to ${request}.`,
      { status },
    );
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `SonarQube answered ${status} to ${request}. Set engineeringInsights.sources.sonarqube[].baseUrl to the address at which SonarQube answers itself.`,
    );
  }
  return new Error(
    `SonarQube answered ${status} to ${request}, which is not expected.`,
  );
}

function secondsToWait(headers: Headers): number {
  const told = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(told)) return Math.max(1, Number(told));
  const until = Date.parse(told);
  return Number.isNaN(until)
    ? UNTOLD_SECONDS
    : Math.max(1, Math.ceil((until - Date.now()) / 1000));
}
