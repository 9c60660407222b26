import type { JsonObject } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JenkinsSource } from './readJenkinsSources';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 60_000;

/** Asks one Jenkins controller; failures have the types of the connector contract. */
export interface JenkinsClient {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  get(options: {
    /** Below the address of Jenkins: `/job/payments/api/json`. */
    readonly path: string;
    /** Which fields are wanted: without it Jenkins sends all of them. */
    readonly tree?: string;
    readonly signal: AbortSignal;
  }): Promise<JsonObject>;
}

export function createJenkinsClient(
  options: Pick<JenkinsSource, 'baseUrl' | 'username' | 'token'> & {
    readonly timeoutMilliseconds?: number;
  },
): JenkinsClient {
  const { baseUrl, username, token } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const { host } = new URL(baseUrl);
  const credentials = Buffer.from(`${username}:${token}`).toString('base64');

  return {
    baseUrl,
    async get({ path, tree, signal }) {
      const described = `GET ${path} at ${host}`;
      const url = new URL(`${baseUrl}${path}`);
      if (tree) url.searchParams.set('tree', tree);
      const expiry = AbortSignal.timeout(timeout);
      let response: Response | undefined;
      try {
        response = await fetch(url, {
          headers: {
            accept: 'application/json',
            authorization: `Basic ${credentials}`,
            'user-agent': 'engineering-insights',
          },
          // A redirect leads to a page to sign in at, or takes the token elsewhere.
          redirect: 'manual',
          signal: AbortSignal.any([signal, expiry]),
        });
        if (response.ok) return parseObject(await response.text(), described);
        await response.body?.cancel();
      } catch (error) {
        signal.throwIfAborted();
        if (expiry.aborted) {
          throw new ServiceUnavailableError(
            `Jenkins gave no answer in time to ${described}.`,
            error,
          );
        }
        if (response) throw incomplete(described, error);
        throw new ServiceUnavailableError(
          `Jenkins could not be reached for ${described}.`,
          error,
        );
      }
      const { status, headers } = response;
      throw toSourceError({ status, headers, request: described });
    },
  };
}

function parseObject(text: string, described: string): JsonObject {
  const value = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw incomplete(described);
  return value;
}

function incomplete(described: string, cause?: unknown): Error {
  return new SourceFailureError(
    `Jenkins' answer to ${described} was cut off or is no JSON.`,
    { cause },
  );
}
