import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { ConflictError } from '@backstage/errors';
import { isObject } from '../channels/channel';
import { parseJsonObject } from './parseJsonObject';
import { secondsToWait } from './secondsToWait';
import type { ReceivedAnswer } from './sendRequest';

const KEY = 'engineeringInsights.sources.teams[]';

/** Codes by which Graph asks to slow down, whatever the status. */
const THROTTLING = [
  'activitylimitreached',
  'throttledrequest',
  'toomanyrequests',
  'quotalimitreached',
];

/** Says what an answer of Graph that is no success means: by its status, headers and error codes, never by its text. */
export function toSourceError(
  answer: ReceivedAnswer & {
    /** What was asked: `GET /teams/{id}/channels at graph.microsoft.com`. */
    readonly request: string;
    /** The application permission that it takes. */
    readonly permission: string;
  },
): Error {
  const { status, headers, text, request, permission } = answer;
  const codes = errorCodesOf(text);
  const said = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  const isThrottled = codes.some(code =>
    THROTTLING.includes(code.toLowerCase()),
  );
  if (status === 429 || status === 509 || (status >= 400 && isThrottled))
    return rateLimit(headers, request);
  // A pause that it asks for.
  if (status === 503 && headers.has('retry-after'))
    return rateLimit(headers, request);
  switch (status) {
    case 401:
      return new AuthenticationError(
        `Microsoft Graph refused the access token for ${request}${said}. Check tenantId, clientId, authority and graphBaseUrl of ${KEY}: all of them belong to one cloud.`,
      );
    case 402:
    case 403:
      return new NotAllowedError(
        `The app may not ${request}${said}. Give its registration the application permission ${permission} and grant admin consent.`,
      );
    case 404:
    case 410:
      return new NotFoundError(
        `Microsoft Graph has nothing at ${request}${said}. Take the team out of ${KEY}.teams if it was deleted.`,
      );
    case 409:
      return new ConflictError(
        `Microsoft Graph answered 409 to ${request}${said}.`,
      );
    default:
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(
      `Microsoft Graph answered ${status} to ${request}${said}.`,
      { status },
    );
  }
  if (status >= 300 && status < 400) {
    return new Error(
      `Microsoft Graph answered ${status} to ${request}. Set ${KEY}.graphBaseUrl to the address at which it answers itself.`,
    );
  }
  return new Error(
    `Microsoft Graph answered ${status} to ${request}${said}, which is not expected.`,
  );
}

function rateLimit(headers: Headers, request: string): RateLimitError {
  const seconds = secondsToWait(headers);
  return new RateLimitError(
    seconds,
    `Microsoft Graph asks to wait ${seconds} seconds after ${request}.`,
  );
}

/** From the general to the specific; what is no word is no code. */
function errorCodesOf(text: string): string[] {
  const codes: string[] = [];
  let error: unknown = parseJsonObject(text)?.error;
  while (isObject(error) && codes.length < 3) {
    const { code } = error;
    if (typeof code === 'string' && /^\w{1,60}$/.test(code)) codes.push(code);
    error = error.innerError ?? error.innererror;
  }
  return codes;
}
