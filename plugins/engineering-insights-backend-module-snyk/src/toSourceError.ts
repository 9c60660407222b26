import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

/** Snyk counts by the minute. */
const UNTOLD_SECONDS = 60;

export interface FailedAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** What was asked: `GET /orgs/4a18d42f/issues at api.snyk.io`. */
  readonly request: string;
  /** What the service account must be allowed to: `View Project`. */
  readonly permission: string;
}

/** Says what an answer that is no success means, by its status, never by its text. */
export function toSourceError(answer: FailedAnswer): Error {
  const { status, headers, request, permission } = answer;
  const said = codeOf(answer.body);
  if (status === 401) {
    return new AuthenticationError(
      `Snyk refused the token for ${request}${said}. Set engineeringInsights.sources.snyk[].token to a valid token of a service account, and apiBaseUrl to the region of its tenant.`,
    );
  }
  if (status === 429) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `Snyk asks to wait ${seconds} seconds after ${request}${said}.`,
    );
  }
  // 402: the tenant's plan lacks the API.
  if (status === 403 || status === 402) {
    return new NotAllowedError(
      `The token may not read ${request}${said}. Give its service account the permission "${permission}" in this organization; the API needs an Enterprise plan.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `Snyk has nothing at ${request}${said}, or the token may not see it. Check the annotations snyk.io/org-id, snyk.io/project-ids and snyk.io/targets.`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(
      `Snyk answered ${status} to ${request}${said}.`,
      {
        status,
      },
    );
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `Snyk answered ${status} to ${request}. Set engineeringInsights.sources.snyk[].apiBaseUrl to the address at which the API answers itself.`,
    );
  }
  return new Error(
    `Snyk answered ${status} to ${request}${said}, which is not expected.`,
  );
}

const errorDocument = z.object({
  errors: z.array(z.object({ code: z.string().nullish() })),
});

/** The code of Snyk's catalog of errors, for who looks it up: ` (SNYK-9999)`. */
function codeOf(body: string): string {
  let document: unknown;
  try {
    document = JSON.parse(body);
  } catch {
    // A proxy's page, which has no code.
    return '';
  }
  const { data } = errorDocument.safeParse(document);
  const code = data?.errors[0]?.code ?? '';
  return /^[\w-]{1,60}$/.test(code) ? ` (${code})` : '';
}

function secondsToWait(headers: Headers): number {
  const told = headers.get('retry-after')?.trim() ?? '';
  return /^\d+$/.test(told) ? Math.max(1, Number(told)) : UNTOLD_SECONDS;
}
