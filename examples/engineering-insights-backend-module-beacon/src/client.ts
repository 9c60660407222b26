import type { JsonObject } from '@backstage/types';
import {
  AuthenticationError,
  fetchWithinOrigin,
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';

const TIMEOUT_MILLISECONDS = 30_000;
const USUAL_WAIT_SECONDS = 60;

export interface BeaconRequest {
  /** Below the API's address: `/alerts`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Asks one Beacon. What goes wrong has the types of the connector contract. */
export type BeaconClient = (request: BeaconRequest) => Promise<JsonObject>;

export function createBeaconClient(options: {
  readonly baseUrl: string;
  readonly token: string;
  readonly timeoutMilliseconds?: number;
}): BeaconClient {
  const {
    baseUrl,
    token,
    timeoutMilliseconds = TIMEOUT_MILLISECONDS,
  } = options;
  return async ({ path, query, signal }) => {
    const request = `GET ${path} at ${new URL(baseUrl).host}`;
    const expiry = AbortSignal.timeout(timeoutMilliseconds);
    let response: Response;
    let text: string;
    try {
      // What redirects elsewhere would take the question there.
      response = await fetchWithinOrigin(
        `${baseUrl}/api/v1${path}?${new URLSearchParams(query)}`,
        {
          headers: { authorization: `Bearer ${token}` },
          signal: AbortSignal.any([signal, expiry]),
        },
      );
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      throw new ServiceUnavailableError(
        expiry.aborted
          ? `Beacon gave no answer in time to ${request}.`
          : `Beacon could not be reached for ${request}, or its answer was cut off.`,
        error,
      );
    }
    if (!response.ok) throw toSourceError(response, request);
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new SourceFailureError(
        `Beacon's answer to ${request} is no JSON.`,
        {
          cause,
        },
      );
    }
  };
}

/** Says what an answer means by its status and headers, never by its text. */
function toSourceError({ status, headers }: Response, request: string): Error {
  if (status === 401)
    return new AuthenticationError(
      `Beacon refused the token for ${request}. Set engineeringInsights.sources.beacon[].token to a valid one.`,
    );
  if (status === 403)
    return new NotAllowedError(
      `The token may not ask for ${request}. Give it the permission "alerts:read".`,
    );
  if (status === 404)
    return new NotFoundError(
      `Beacon has nothing at ${request}. Check the annotation beacon.example/service.`,
    );
  if (status === 429) {
    const seconds = Number(headers.get('retry-after')) || USUAL_WAIT_SECONDS;
    return new RateLimitError(
      seconds,
      `Beacon asks to wait ${seconds} seconds after ${request}.`,
    );
  }
  if (status >= 500)
    return new SourceFailureError(`Beacon answered ${status} to ${request}.`, {
      status,
    });
  return new Error(
    `Beacon answered ${status} to ${request}, which is not expected.`,
  );
}
