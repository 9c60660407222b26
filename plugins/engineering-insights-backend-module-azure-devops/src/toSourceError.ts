import { InputError, isError } from '@backstage/errors';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { secondsToWait } from './budgetOf';

/** Azure DevOps counts in windows of five minutes, so one is enough where it names no time. */
const USUAL_WAIT_SECONDS = 300;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** What was asked: `GET /shop/_apis/build/builds on dev.azure.com/acme`. */
  readonly request: string;
  /** The scope of the token that reading asks for: `Build (Read)`. */
  readonly permission: string;
}

/** Says what an answer that is no success means, by status and headers, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request, permission } = answer;
  // Who brings no valid token is sent to a page to sign in: by a redirect, or with that page as 203.
  if (status === 401 || status === 203 || (status >= 300 && status < 400)) {
    return new AuthenticationError(
      `Azure DevOps refused the credentials for ${request}. Set a valid personal access token or service principal in integrations.azure[].credentials, or a token in engineeringInsights.sources.azure-devops[].token.`,
    );
  }
  const wait = secondsToWait(headers);
  if (status === 429 || (status === 503 && wait !== undefined)) {
    const seconds = wait ?? USUAL_WAIT_SECONDS;
    return new RateLimitError(
      seconds,
      `Azure DevOps asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      `The credentials may not read ${request}. Give the token the scope "${permission}" and its user access to the project, and switch the service on in the project's settings.`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `Azure DevOps has nothing at ${request}, or the credentials may not see it. Check the names in the annotations and that the token has the scope "${permission}".`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(
      `Azure DevOps answered ${status} to ${request}.`,
      { status },
    );
  }
  return new InputError(
    `Azure DevOps answered ${status} to ${request}, which is not expected.`,
  );
}

/** Whether Azure DevOps did not take a request as it was. */
export function isRejected(error: unknown): boolean {
  return isError(error) && error.name === 'InputError';
}
