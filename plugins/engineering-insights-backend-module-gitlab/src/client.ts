import {
  createRequesterFn,
  type BaseResource,
  type BaseResourceOptions,
  type FormattedResponse,
} from '@gitbeaker/requester-utils';
import { isError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  fetchWithinOrigin,
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import { budgetOf } from './budgetOf';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;

export interface GitlabClientOptions {
  /** `gitlab.com` */
  readonly host: string;
  /** `https://gitlab.com/api/v4` */
  readonly apiBaseUrl: string;
  readonly token: string;
  readonly timeoutMilliseconds?: number;
}

export interface Asking {
  /** The role in the project that the operator has to give when GitLab refuses. */
  readonly role: string;
  readonly signal: AbortSignal;
}

/** One page of a list, or one thing. */
export interface GitlabAnswer<T> {
  readonly data: T;
  readonly hasNextPage: boolean;
  readonly etag?: string;
  readonly budget?: Budget;
}

type Resource<R> = new (options: BaseResourceOptions<false>) => R;

/** Asks one GitLab host over REST and GraphQL; failures have the types of the connector contract. */
export interface GitlabClient {
  /** One request by a resource of Gitbeaker: `get(asking, Issues, issues => issues.all({ projectId }))`. */
  get<R extends BaseResource, T>(
    asking: Asking,
    resource: Resource<R>,
    call: (resource: R) => Promise<T>,
  ): Promise<GitlabAnswer<T>>;
  /** The same, unless it is what the ETag stands for. */
  getChanged<R extends BaseResource, T>(
    asking: Asking & { etag?: string },
    resource: Resource<R>,
    call: (resource: R) => Promise<T>,
  ): Promise<GitlabAnswer<T> | 'notModified'>;
  graphql(
    asking: Asking & { name: string; query: string; variables: JsonObject },
  ): Promise<{ data: JsonObject; budget?: Budget }>;
}

interface Call {
  readonly asking: Asking & { etag?: string };
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

export function createGitlabClient(options: GitlabClientOptions): GitlabClient {
  const { host, apiBaseUrl, token } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const root = apiBaseUrl.replace(/\/api\/v4\/?$/, '');

  async function send(call: Call): Promise<Response> {
    const { signal, role } = call.asking;
    const { pathname } = call.url;
    const path = decodeURIComponent(pathname).replace(/^.*\/api\/v4/, '');
    const request = `${call.method} ${path} on ${host}`;
    const expiry = AbortSignal.timeout(timeout);
    try {
      const response = await fetchWithinOrigin(call.url, {
        method: call.method,
        headers: call.headers,
        body: call.body,
        signal: AbortSignal.any([signal, expiry]),
      });
      const { status, headers } = response;
      // Read here, so that a connection that breaks in the body is noticed here too.
      const text = await response.text();
      if (status === 304) return new Response(null, { status, headers });
      if (!response.ok) throw toSourceError({ status, headers, request, role });
      return new Response(text, { status, headers });
    } catch (error) {
      signal.throwIfAborted();
      if (expiry.aborted) {
        throw new ServiceUnavailableError(
          `GitLab gave no answer in time to ${request}.`,
          error,
        );
      }
      // What fetch itself throws when there is no connection, or no whole answer.
      if (isError(error) && error.name === 'TypeError') {
        throw new ServiceUnavailableError(
          `GitLab could not be reached for ${request}.`,
          error,
        );
      }
      throw error;
    }
  }

  /**
   * Gitbeaker's own requester repeats a request ten times on 429 and 502, hides
   * the headers of lists, and knows neither ETags nor our signal. The engine owns
   * retries and waiting, so Gitbeaker names paths and parameters, and each of its
   * calls is one request here. Without a `link` header it follows no pages itself.
   */
  function resourceOf<R>(
    Resource: Resource<R>,
    asking: Asking & { etag?: string },
    onResponse: (response: Response) => void,
  ): R {
    const requesterFn = createRequesterFn(
      async (_, request) => request,
      async (endpoint, request = {}): Promise<FormattedResponse> => {
        const { prefixUrl, searchParams, headers, method } = request;
        const url = new URL(endpoint, withSlash(String(prefixUrl)));
        url.search = typeof searchParams === 'string' ? searchParams : '';
        const response = await send({
          asking,
          url,
          method: String(method),
          headers: {
            ...(headers as Record<string, string>),
            ...(asking.etag && { 'if-none-match': asking.etag }),
          },
        });
        onResponse(response);
        const { status } = response;
        const body = status === 304 ? null : await jsonOf(response, url);
        return { body, headers: {}, status };
      },
    );
    return new Resource({
      host: root,
      oauthToken: token,
      requesterFn,
      rateLimits: {},
      queryTimeout: null,
    });
  }

  async function getChanged<R extends BaseResource, T>(
    asking: Asking & { etag?: string },
    resource: Resource<R>,
    call: (resource: R) => Promise<T>,
  ): Promise<GitlabAnswer<T> | 'notModified'> {
    let answered: Response | undefined;
    const data = await call(
      resourceOf(resource, asking, response => {
        answered = response;
      }),
    );
    if (!answered) throw new Error('A request to GitLab was not sent.');
    const { headers, status } = answered;
    if (status === 304) return 'notModified';
    return {
      data,
      hasNextPage: /\brel="next"/.test(headers.get('link') ?? ''),
      etag: headers.get('etag') ?? undefined,
      budget: budgetOf({ headers, credential: `token of ${host}` }),
    };
  }

  return {
    getChanged,
    async get(asking, resource, call) {
      const answer = await getChanged(asking, resource, call);
      if (answer === 'notModified') {
        throw new Error('GitLab answered 304 to an unconditional request.');
      }
      return answer;
    },
    async graphql({ name, query, variables, ...asking }) {
      const url = new URL(`${root}/api/graphql`);
      const response = await send({
        asking,
        url,
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer = await jsonOf(response, url);
      const { data, errors } = answer as { data?: JsonObject; errors?: [] };
      if (!data || errors?.length) throw rejected({ name, host, errors });
      const credential = `token of ${host}`;
      return {
        data,
        budget: budgetOf({ headers: response.headers, credential }),
      };
    },
  };
}

function withSlash(url: string) {
  return url.endsWith('/') ? url : `${url}/`;
}

/** A query that GitLab gave up on has no data; one that it does not understand says where it is wrong. */
function rejected(options: {
  name: string;
  host: string;
  errors?: readonly { message?: string; locations?: JsonValue }[];
}): Error {
  const { name, host, errors = [] } = options;
  if (!errors.some(error => error.locations)) {
    return new SourceFailureError(
      `GitLab gave up on the query ${name} on ${host} before it was answered.`,
    );
  }
  const said = errors.map(error => error.message).join('; ');
  return new Error(`GitLab rejected the query ${name} on ${host}: ${said}`);
}

async function jsonOf(
  response: Response,
  url: URL,
): Promise<Record<string, unknown> | Record<string, unknown>[]> {
  try {
    const data: unknown = JSON.parse(await response.text());
    if (typeof data === 'object' && data !== null) {
      return data as Record<string, unknown>;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new SourceFailureError(
    `GitLab's answer to ${url.pathname} was cut off or is no JSON.`,
  );
}
