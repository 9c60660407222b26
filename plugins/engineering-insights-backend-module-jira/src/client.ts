import type { JsonObject, JsonValue } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import { BaseClient } from 'jira.js/clients/baseClient';
import { budgetOf, type ResponseHeaders } from './budgetOf';
import type { JiraProduct, JiraSource } from './readJiraSources';
import { isAnonymous, toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;

export interface Asking {
  /** The permission that the operator has to give when Jira refuses. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

export type JiraRequest = Asking & {
  readonly method?: 'GET' | 'POST';
  /** Below the site's address: `/rest/api/3/field`. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly body?: JsonObject;
  /** Failures that the asker understands and wants as an answer. */
  readonly accepted?: readonly number[];
};

export interface JiraAnswer {
  readonly status: number;
  readonly data: JsonValue;
  readonly budget?: Budget;
}

/** Asks one Jira site; failures have the types of the connector contract. */
export interface JiraClient {
  readonly product: JiraProduct;
  /** `https://acme.atlassian.net` */
  readonly baseUrl: string;
  /** `/rest/api/3` of Cloud, `/rest/api/2` of Data Center. */
  readonly apiPath: string;
  ask(request: JiraRequest): Promise<JiraAnswer>;
}

export function createJiraClient(
  options: Pick<JiraSource, 'baseUrl' | 'product' | 'email' | 'token'> &
    Partial<Pick<JiraSource, 'apiBaseUrl'>> & {
      readonly timeoutMilliseconds?: number;
    },
): JiraClient {
  const { baseUrl, product, email, token } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const { host } = new URL(baseUrl);
  const credential = `credentials of ${host}`;
  // The base of jira.js's clients: theirs give no headers, which hold the rate
  // limit, and take no signal.
  const site = new BaseClient({
    host: options.apiBaseUrl ?? baseUrl,
    ...(email
      ? { authentication: { basic: { email, apiToken: token } } }
      : { authentication: { oauth2: { accessToken: token } } }),
    // A redirect leads to a sign-in page or to another site, with the token.
    baseRequestConfig: { maxRedirects: 0 },
  });

  return {
    product,
    baseUrl,
    apiPath: product === 'cloud' ? '/rest/api/3' : '/rest/api/2',
    async ask(request) {
      const { method = 'GET', path, signal, permission, accepted } = request;
      const described = `${method} ${path} at ${host}`;
      const expiry = AbortSignal.timeout(timeout);
      let response: HttpResponse;
      try {
        response = await site.sendRequestFullResponse<JsonValue>({
          method,
          url: path,
          params: request.parameters,
          data: request.body,
          // What a status means is said below, for all of them in one place.
          validateStatus: () => true,
          signal: AbortSignal.any([signal, expiry]),
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Error && 'isAxiosError' in error)) throw error;
        throw outageOf({ described, error, hasExpired: expiry.aborted });
      }
      const { status, data } = response;
      const headers = textsOf(response.headers);
      const isSuccess = status < 300 && !isAnonymous(headers);
      if (!isSuccess && !accepted?.includes(status)) {
        throw toSourceError({
          status,
          headers,
          request: described,
          permission,
        });
      }
      if (isSuccess && (typeof data !== 'object' || data === null)) {
        throw new SourceFailureError(
          `Jira's answer to ${described} was cut off or is no JSON.`,
        );
      }
      return { status, data, budget: budgetOf({ headers, credential }) };
    },
  };
}

interface HttpResponse {
  readonly status: number;
  readonly headers: object;
  readonly data: JsonValue;
}

function textsOf(headers: object): ResponseHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      value === undefined ? undefined : String(value),
    ]),
  );
}

/** axios' errors hold the request and so the token: their code alone is kept. */
function outageOf(options: {
  described: string;
  error: Error;
  hasExpired: boolean;
}): Error {
  const { described, error, hasExpired } = options;
  if (hasExpired) {
    return new ServiceUnavailableError(
      `Jira gave no answer in time to ${described}.`,
    );
  }
  const code = 'code' in error ? String(error.code) : '';
  // axios' code for an answer that began and did not end.
  if (code === 'ERR_BAD_RESPONSE') {
    return new SourceFailureError(`Jira's answer to ${described} was cut off.`);
  }
  return new ServiceUnavailableError(
    `Jira could not be reached for ${described} (${code}).`,
  );
}
