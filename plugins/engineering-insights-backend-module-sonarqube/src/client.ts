import type { JsonObject } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SonarqubeSource } from './readSonarqubeSources';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 60_000;

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** Asks the Web API of one SonarQube; failures have the types of the connector contract. */
export interface SonarqubeClient {
  /** `path` is below the server's address: `/api/issues/search`. */
  get(
    path: string,
    options: { parameters: Parameters; signal: AbortSignal },
  ): Promise<JsonObject>;
}

export function createSonarqubeClient(
  options: Pick<
    SonarqubeSource,
    'baseUrl' | 'organization' | 'token' | 'authentication'
  > & { readonly timeoutMilliseconds?: number },
): SonarqubeClient {
  const { baseUrl, organization } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const { host } = new URL(baseUrl);
  const authorization = authorizationOf(options);
  return {
    async get(path, { parameters, signal }) {
      const described = `GET ${path} at ${host}`;
      const query = new URLSearchParams(
        Object.entries({
          ...(organization && { organization }),
          ...parameters,
        }).map(([name, value]) => [name, String(value)]),
      );
      const expiry = AbortSignal.timeout(timeout);
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${baseUrl}${path}?${query}`, {
          headers: {
            accept: 'application/json',
            authorization,
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
            ? `SonarQube gave no answer in time to ${described}.`
            : `SonarQube could not be reached for ${described}, or its answer was cut off.`,
          error,
        );
      }
      const { status, headers, ok } = response;
      if (!ok) throw toSourceError({ status, headers, request: described });
      return parseObject(text, described);
    },
  };
}

/** As a bearer, or as the name of a user without a password. */
function authorizationOf({
  token,
  authentication,
}: Pick<SonarqubeSource, 'token' | 'authentication'>): string {
  return authentication === 'basic'
    ? `Basic ${Buffer.from(`${token}:`).toString('base64')}`
    : `Bearer ${token}`;
}

function parseObject(text: string, described: string): JsonObject {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new SourceFailureError(
      `SonarQube's answer to ${described} is no JSON.`,
      { cause },
    );
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as JsonObject;
  throw new SourceFailureError(
    `SonarQube's answer to ${described} is no JSON object.`,
  );
}
