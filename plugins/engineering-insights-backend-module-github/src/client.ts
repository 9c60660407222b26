import type { JsonObject, JsonValue } from '@backstage/types';
import {
  DEFAULT_RESERVE,
  fetchWithinOrigin,
  isRateLimitError,
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
  type RateLimitError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { Octokit } from '@octokit/core';
import { authorize } from './authorize';
import { budgetOf } from './budgetOf';
import { createBudgetGuard, type BudgetGuard } from './createBudgetGuard';
import { isHttpError, type HttpResponse } from './isHttpError';
import { ownerOf } from './repositoryOf';
import {
  toGraphqlSourceError,
  toSourceError,
  type GraphqlError,
} from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
/** The most that one of our queries costs: a page of twenty pull requests, or of a hundred issues. */
export const MOST_POINTS_OF_A_QUERY = 3;

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
  /** The share of a rate limit that is left to others. */
  readonly reserve?: number;
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
      /** What the address of the next page asks with, where there is one. */
      readonly nextParameters?: Readonly<Record<string, string>>;
      readonly etag?: string;
      readonly budget?: Budget;
    };

/** Asks one GitHub host over GraphQL and REST; failures have the types of the connector contract. */
export interface GithubClient {
  /** Throws when the answer has an error that is not among those which it is asked to accept. */
  graphql(
    options: RequestOptions & {
      name: string;
      query: string;
      variables: JsonObject;
      accepts?: (error: GraphqlError) => boolean;
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

  const guard = createBudgetGuard({
    reserve: options.reserve ?? DEFAULT_RESERVE,
  });

  async function ask(
    route: string,
    request: RequestOptions & { described: string; points: number },
    parameters: Record<string, unknown>,
    headers: Record<string, string>,
  ) {
    const { scope, permission, signal, described, points } = request;
    const expiry = AbortSignal.timeout(timeout);
    const either = AbortSignal.any([signal, expiry]);
    let credential = host;
    let scopePrefix: string | undefined;
    let ticket: ReturnType<BudgetGuard['admit']> | undefined;
    const told = (response: HttpResponse | undefined) =>
      response &&
      budgetOf({ headers: response.headers, credential, scopePrefix });
    try {
      const { authorization, type } = await authorize({
        credentials,
        host,
        scope,
        signal: either,
      });
      ({ credential, scopePrefix } = credentialOf({ type, host, scope }));
      // REST and GraphQL have budgets of their own.
      const key = `${credential} ${parameters.query === undefined}`;
      ticket = guard.admit({ key, points });
      const response = await octokit.request(route, {
        ...parameters,
        headers: { ...authorization, ...headers },
        request: { signal: either, fetch: fetchWithinOrigin },
      });
      const { status, headers: answered } = response;
      // Octokit throws from 400 on.
      if (status >= 300) {
        throw toSourceError({
          status,
          headers: answered,
          request: described,
          permission,
        });
      }
      ticket.end({ budget: told(response) });
      return answerOf(response, told(response));
    } catch (error) {
      const response = isHttpError(error) ? error.response : undefined;
      const budget = told(response);
      if (response?.status === 304) {
        ticket?.end({ budget });
        return answerOf(response, budget);
      }
      const failure = failureOf({
        error,
        described,
        permission,
        limitOf: budget ?? { credential, scopePrefix },
        hasExpired: expiry.aborted,
      });
      const toWait = isRateLimitError(failure) ? failure : undefined;
      ticket?.end({ budget, toWait });
      signal.throwIfAborted();
      throw failure;
    }
  }

  return {
    async graphql({ name, query, variables, accepts, ...request }) {
      const described = `the query ${name} on ${host}`;
      const answer = await ask(
        `POST ${graphqlUrlOf(apiBaseUrl)}`,
        { ...request, described, points: MOST_POINTS_OF_A_QUERY },
        { query, variables },
        {},
      );
      const { data, errors = [] } = objectOf(answer.data, described) as {
        data?: JsonObject | null;
        errors?: readonly GraphqlError[];
      };
      if (!(data && accepts ? errors.every(accepts) : errors.length === 0)) {
        const { headers, budget } = answer;
        const { permission } = request;
        throw toGraphqlSourceError({
          errors,
          headers,
          request: described,
          permission,
          limitOf: budget,
        });
      }
      if (!data) throw incomplete(described);
      return { data, errors, budget: answer.budget };
    },

    async get({ path, parameters = {}, etag, ...request }) {
      const described = `GET ${path} on ${host}`;
      const { status, data, headers, budget } = await ask(
        `GET ${path}`,
        { ...request, described, points: 1 },
        parameters,
        etag ? { 'if-none-match': etag } : {},
      );
      if (status === 304) return { result: 'notModified', budget };
      return {
        result: 'ok',
        data: objectOf(data, described),
        hasNextPage: /\brel="next"/.test(String(headers.link ?? '')),
        nextParameters: nextParametersOf(headers.link),
        etag: headers.etag === undefined ? undefined : String(headers.etag),
        budget,
      };
    },
  };
}

function answerOf(response: HttpResponse, budget: Budget | undefined) {
  const { status, data, headers } = response;
  return { status, data, headers, budget };
}

function credentialOf(options: {
  type: 'app' | 'token';
  host: string;
  scope: ScopeRef;
}): { credential: string; scopePrefix?: string } {
  const { type, host, scope } = options;
  if (type === 'token') return { credential: `token of ${host}` };
  // An App has one budget for each organisation that installed it.
  const owner = ownerOf(scope);
  return { credential: `app of ${host}/${owner}`, scopePrefix: `${owner}/` };
}

function failureOf(options: {
  error: unknown;
  described: string;
  permission: string;
  limitOf: NonNullable<RateLimitError['of']>;
  hasExpired: boolean;
}): unknown {
  const { error, described, permission, limitOf, hasExpired } = options;
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
    limitOf,
    cause: error,
  });
}

function nextParametersOf(
  link: string | number | undefined,
): Readonly<Record<string, string>> | undefined {
  const [, address] = /<([^<>]+)>;\s*rel="next"/.exec(String(link)) ?? [];
  return address && URL.canParse(address)
    ? Object.fromEntries(new URL(address).searchParams)
    : undefined;
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
