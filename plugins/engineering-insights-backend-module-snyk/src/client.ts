import type { JsonObject } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SnykSource } from './readSnykSources';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
/** What its answers are shaped like; Snyk keeps serving a version that was released. */
const API_VERSION = '2024-10-15';

export interface SnykRequest {
  /** Below the API's address: `/orgs/4a18d42f-0706-4ad0-b127-24078731fbed`. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The permission that the operator has to give when Snyk refuses. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

/** Asks the REST API of one Snyk tenant; failures have the types of the connector contract. */
export interface SnykClient {
  get(request: SnykRequest): Promise<JsonObject>;
}

/** Snyk publishes no client of its REST API for JavaScript. */
export function createSnykClient(
  options: Pick<SnykSource, 'apiBaseUrl' | 'token'> & {
    readonly timeoutMilliseconds?: number;
  },
): SnykClient {
  const { apiBaseUrl, token } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const { host } = new URL(apiBaseUrl);
  return {
    async get({ path, parameters = {}, permission, signal }) {
      const described = `GET ${path} at ${host}`;
      const query = new URLSearchParams({
        version: API_VERSION,
        ...parameters,
      });
      const expiry = AbortSignal.timeout(timeout);
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${apiBaseUrl}${path}?${query}`, {
          headers: {
            accept: 'application/vnd.api+json',
            authorization: `token ${token}`,
            'user-agent': 'engineering-insights',
          },
          // It would take the token to another place.
          redirect: 'manual',
          signal: AbortSignal.any([signal, expiry]),
        });
        text = await response.text();
      } catch (error) {
        signal.throwIfAborted();
        throw new ServiceUnavailableError(
          expiry.aborted
            ? `Snyk gave no answer in time to ${described}.`
            : `Snyk could not be reached for ${described}, or its answer was cut off.`,
          error,
        );
      }
      const { status, headers, ok } = response;
      if (!ok) {
        throw toSourceError({
          status,
          headers,
          body: text,
          request: described,
          permission,
        });
      }
      return parseObject(text, described);
    },
  };
}

function parseObject(text: string, described: string): JsonObject {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new SourceFailureError(`Snyk's answer to ${described} is no JSON.`, {
      cause,
    });
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as JsonObject;
  throw new SourceFailureError(
    `Snyk's answer to ${described} is no JSON object.`,
  );
}
