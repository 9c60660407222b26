import type { JsonObject, JsonValue } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { Octokit } from '@octokit/core';
import { authorize } from './authorize';
import { budgetOf } from './budgetOf';
import { isHttpError, type HttpResponse } from './isHttpError';
import { ownerOf } from './repositoryOf';
import {
  toGraphqlSourceError,
  toSourceError,
  type GraphqlError,
} from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;

export interface GithubCredentials {
  /** Absent where there are none for what was asked, such as an owner that did not install the App. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly type: 'app' | 'token';
}

export interface GithubClientOptions {
  /** `github.com` */
  readonly host: string;
  /** `https://api.github.com`, or `https://ghe.example.org/api/v3` */
  readonly apiBaseUrl: string;
  /** Asked before each request, as tokens of an App expire. */
  readonly credentials: (url: string) => Promise<GithubCredentials>;
  readonly timeoutMilliseconds?: number;
}

interface RequestOptions {
  /** The repository asked about; credentials of an App depend on it. */
  readonly scope: ScopeRef;
  /** The permission that the operator has to give when GitHub refuses. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

export interface GraphqlAnswer {
  readonly data: JsonObject;
  readonly errors: readonly GraphqlError[];
  readonly budget?: Budget;
}

export type RestAnswer =
  | { readonly result: 'notModified'; readonly budget?: Budget }
  | {
      readonly result: 'ok';
      readonly data: JsonValue;
      readonly hasNextPage: boolean;
      readonly etag?: string;
      readonly budget?: Budget;
    };

/** Asks one GitHub host over GraphQL and REST; failures have the types of the connector contract. */
export interface GithubClient {
  /** Throws when the answer has errors, unless partial answers are `accepted`. */
  graphql(
    options: RequestOptions & {
      name: string;
      query: string;
      variables: JsonObject;
      partial?: 'accepted';
    },
  ): Promise<GraphqlAnswer>;
  get(
    options: RequestOptions & {
      /** Below the API's base: `/repos/acme/payments/actions/runs`. */
      path: string;
      parameters?: Readonly<Record<string, string | number>>;
      etag?: string;
    },
  ): Promise<RestAnswer>;
}

/** Where the GraphQL API of a REST base URL is. */
export function graphqlUrlOf(apiBaseUrl: string): string {
  const base = apiBaseUrl.replace(/\/+$/, '');
  return base.endsWith('/api/v3')
    ? base.replace(/\/v3$/, '/graphql')
    : `${base}/graphql`;
}

export function createGithubClient(options: GithubClientOptions): GithubClient {
  const { host, apiBaseUrl, credentials } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  // Octokit's core without its plugins: the engine owns retries and waiting, as
  // it shares the budget between replicas and counts failures. The retry plugin
  // would hide them; the throttling plugin paces GraphQL queries as writes, one
  // per second, and sleeps inside the process while a stream's lease runs.
  const octokit = new Octokit({
    baseUrl: apiBaseUrl.replace(/\/+$/, ''),
    userAgent: 'engineering-insights',
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });

  async function ask(
    route: string,
    request: RequestOptions & { described: string },
    parameters: Record<string, unknown>,
    headers: Record<string, string>,
  ) {
    const { scope, permission, signal, described } = request;
    const expiry = AbortSignal.timeout(timeout);
    let credential = host;
    try {
      const { authorization, type } = await authorize({
        credentials,
        host,
        scope,
        signal: AbortSignal.any([signal, expiry]),
      });
      credential = credentialName({ type, host, scope });
      const response = await octokit.request(route, {
        ...parameters,
        headers: { ...authorization, ...headers },
        request: { signal: AbortSignal.any([signal, expiry]) },
      });
      return answerOf({ response, credential });
    } catch (error) {
      signal.throwIfAborted();
      if (isHttpError(error) && error.status === 304 && error.response) {
        return answerOf({ response: error.response, credential });
      }
      throw failureOf({
        error,
        described,
        permission,
        hasExpired: expiry.aborted,
      });
    }
  }

  return {
    async graphql({ name, query, variables, partial, ...request }) {
      const described = `the query ${name} on ${host}`;
      const answer = await ask(
        `POST ${graphqlUrlOf(apiBaseUrl)}`,
        { ...request, described },
        { query, variables },
        {},
      );
      const { data, errors = [] } = objectOf(answer.data, described) as {
        data?: JsonObject | null;
        errors?: readonly GraphqlError[];
      };
      if (errors.length > 0 && !(partial && data)) {
        const { headers } = answer;
        const { permission } = request;
        throw toGraphqlSourceError({
          errors,
          headers,
          request: described,
          permission,
        });
      }
      if (!data) throw incomplete(described);
      return { data, errors, budget: answer.budget };
    },

    async get({ path, parameters = {}, etag, ...request }) {
      const described = `GET ${path} on ${host}`;
      const { status, data, headers, budget } = await ask(
        `GET ${path}`,
        { ...request, described },
        parameters,
        etag ? { 'if-none-match': etag } : {},
      );
      if (status === 304) return { result: 'notModified', budget };
      return {
        result: 'ok',
        data: objectOf(data, described),
        hasNextPage: /\brel="next"/.test(String(headers.link ?? '')),
        etag: headers.etag === undefined ? undefined : String(headers.etag),
        budget,
      };
    },
  };
}

function answerOf(options: { response: HttpResponse; credential: string }) {
  const { response, credential } = options;
  const { status, data, headers } = response;
  return { status, data, headers, budget: budgetOf({ headers, credential }) };
}

function credentialName(options: {
  type: 'app' | 'token';
  host: string;
  scope: ScopeRef;
}): string {
  // An App has one budget for each organisation that installed it.
  return options.type === 'app'
    ? `app of ${options.host}/${ownerOf(options.scope)}`
    : `token of ${options.host}`;
}

function failureOf(options: {
  error: unknown;
  described: string;
  permission: string;
  hasExpired: boolean;
}): unknown {
  const { error, described, permission, hasExpired } = options;
  if (hasExpired) {
    return new ServiceUnavailableError(
      `GitHub gave no answer in time to ${described}.`,
      error,
    );
  }
  if (!isHttpError(error)) return error;
  if (error.response === undefined) {
    return new ServiceUnavailableError(
      `GitHub could not be reached for ${described}.`,
      error,
    );
  }
  const { status, headers } = error.response;
  return toSourceError({
    status,
    headers,
    request: described,
    permission,
    cause: error,
  });
}

/** Octokit hands back the text of a JSON body that it could not parse. */
function objectOf(data: unknown, described: string): JsonObject {
  if (typeof data !== 'object' || data === null) throw incomplete(described);
  return data as JsonObject;
}

function incomplete(described: string) {
  return new SourceFailureError(
    `GitHub's answer to ${described} was cut off or is no JSON.`,
  );
}
