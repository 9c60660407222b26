import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  AuthenticationError,
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import { budgetOf } from './budgetOf';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 60_000;

export interface AzureDevopsClientOptions {
  readonly host: string;
  /** The organization or collection. */
  readonly name: string;
  readonly baseUrl: string;
  readonly releaseBaseUrl: string;
  readonly apiVersion: string;
  readonly authorization: () => Promise<string | undefined>;
  readonly timeoutMilliseconds?: number;
}

export interface Asking {
  /** The scope of the token that the operator has to give when Azure DevOps refuses. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

export interface AzureRequest {
  /** Names below the organization, each a part of the path. */
  readonly path: readonly (string | number)[];
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Of a request that has one, which is then sent with POST. */
  readonly body?: JsonObject;
  /** Classic releases have a host of their own. */
  readonly isRelease?: boolean;
  /** Of what Azure DevOps has as a preview only: `preview.1`. */
  readonly preview?: string;
}

/** One page of a list, or one thing. */
export interface AzureAnswer<T> {
  readonly data: T;
  /** Leads to the next page, where there is one. */
  readonly continuationToken?: string;
}

/**
 * Asks one organization over REST; failures have the types of the connector
 * contract. Each call is one request: Microsoft's own client gives 404 as null,
 * follows redirects to the page to sign in, knows no signal, and hides the
 * headers that tell the limits and the next page.
 */
export interface AzureDevopsClient {
  readonly baseUrl: string;
  /** The rate limit as the last answer told it that told any. */
  lastBudget(): Budget | undefined;
  get<T>(asking: Asking, request: AzureRequest): Promise<AzureAnswer<T>>;
}

export function createAzureDevopsClient(
  options: AzureDevopsClientOptions,
): AzureDevopsClient {
  const { host, name, baseUrl, releaseBaseUrl, authorization } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;

  function urlOf({ path, query = {}, isRelease, preview }: AzureRequest): URL {
    const base = isRelease ? releaseBaseUrl : baseUrl;
    const url = new URL(
      `${base}/${path.map(part => encodeURIComponent(part)).join('/')}`,
    );
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    url.searchParams.set(
      'api-version',
      preview ? `${options.apiVersion}-${preview}` : options.apiVersion,
    );
    return url;
  }

  async function send(
    { signal, permission }: Asking,
    asked: AzureRequest,
  ): Promise<{ text: string; headers: Headers; request: string }> {
    const method = asked.body ? 'POST' : 'GET';
    const request = `${method} /${asked.path.join('/')} on ${host}/${name}`;
    const credentials = await authorizationFor(authorization, request);
    const expiry = AbortSignal.timeout(timeout);
    try {
      const response = await fetch(urlOf(asked), {
        method,
        headers: {
          ...(credentials && { authorization: credentials }),
          accept: 'application/json',
          'content-type': 'application/json',
          // Asks for 401 instead of the page to sign in.
          'x-tfs-fedauthredirect': 'Suppress',
        },
        body: asked.body && JSON.stringify(asked.body),
        redirect: 'manual',
        signal: AbortSignal.any([signal, expiry]),
      });
      // Read here, so that a connection that breaks in the body is noticed here too.
      const text = await response.text();
      const { status, headers } = response;
      // There is nothing, and that is no failure: a run that ended before it began has no timeline.
      if (status === 204) return { text: '{}', headers, request };
      if (status !== 200) {
        throw toSourceError({ status, headers, request, permission });
      }
      return { text, headers, request };
    } catch (error) {
      signal.throwIfAborted();
      if (expiry.aborted) {
        throw new ServiceUnavailableError(
          `Azure DevOps gave no answer in time to ${request}.`,
          error,
        );
      }
      // What fetch itself throws when there is no connection, or no whole answer.
      if (isError(error) && error.name === 'TypeError') {
        throw new ServiceUnavailableError(
          `Azure DevOps could not be reached for ${request}.`,
          error,
        );
      }
      throw error;
    }
  }

  let lastBudget: Budget | undefined;
  return {
    baseUrl,
    lastBudget: () => lastBudget,
    async get<T>(asking: Asking, asked: AzureRequest) {
      const { text, headers, request } = await send(asking, asked);
      const credential = `credentials of ${host}/${name}`;
      lastBudget = budgetOf({ headers, credential }) ?? lastBudget;
      return {
        data: parse(text, request) as T,
        continuationToken:
          headers.get('x-ms-continuationtoken')?.trim() || undefined,
      };
    },
  };
}

/** A service principal gets its token from another server, which may refuse or be away. */
async function authorizationFor(
  authorization: () => Promise<string | undefined>,
  request: string,
): Promise<string | undefined> {
  try {
    return await authorization();
  } catch (error) {
    const status =
      isError(error) && 'statusCode' in error ? Number(error.statusCode) : NaN;
    if (status >= 400 && status < 500) {
      throw new AuthenticationError(
        `Microsoft Entra refused the credentials that are configured for ${request}. Set a valid service principal in integrations.azure[].credentials.`,
        error,
      );
    }
    throw new ServiceUnavailableError(
      `Microsoft Entra gave no token for ${request}. Check that the portal reaches it, and the credentials in integrations.azure[].`,
      error,
    );
  }
}

function parse(text: string, request: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new SourceFailureError(
    `Azure DevOps' answer to ${request} was cut off or is no JSON.`,
  );
}
