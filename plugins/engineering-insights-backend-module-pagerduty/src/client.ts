import type { JsonObject } from '@backstage/types';
import {
  ServiceUnavailableError,
  SourceFailureError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import { budgetOf } from './budgetOf';
import type { PagerdutySource } from './readPagerdutySources';
import { toSourceError } from './toSourceError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;

export type Parameters = Readonly<
  Record<string, string | number | readonly string[]>
>;

export interface PagerdutyRequest {
  /** Below the API's address: `/incidents`. */
  readonly path: string;
  readonly parameters?: Parameters;
  /** The permission that the operator has to give when PagerDuty refuses. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

export interface PagerdutyAnswer {
  readonly data: JsonObject;
  readonly budget?: Budget;
}

/** Asks the API of one PagerDuty account; failures have the types of the connector contract. */
export interface PagerdutyClient {
  get(request: PagerdutyRequest): Promise<PagerdutyAnswer>;
}

/**
 * Five reads of JSON over REST v2. PagerDuty's own client for JavaScript waits
 * and retries inside itself, which would hide failures and limits from the
 * engine, and takes no signal.
 */
export function createPagerdutyClient(
  options: Pick<PagerdutySource, 'apiBaseUrl' | 'token'> & {
    readonly timeoutMilliseconds?: number;
  },
): PagerdutyClient {
  const { apiBaseUrl, token } = options;
  const timeout = options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS;
  const { host } = new URL(apiBaseUrl);
  const credential = `token of ${host}`;
  return {
    async get({ path, parameters = {}, permission, signal }) {
      const described = `GET ${path} at ${host}`;
      const expiry = AbortSignal.timeout(timeout);
      let response: Response;
      let text: string;
      try {
        response = await fetch(`${apiBaseUrl}${path}${queryOf(parameters)}`, {
          headers: {
            accept: 'application/vnd.pagerduty+json;version=2',
            authorization: `Token token=${token}`,
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
            ? `PagerDuty gave no answer in time to ${described}.`
            : `PagerDuty could not be reached for ${described}, or its answer was cut off.`,
          error,
        );
      }
      const { status, headers, ok } = response;
      if (!ok)
        throw toSourceError({
          status,
          headers,
          request: described,
          permission,
        });
      const budget = budgetOf({ headers, credential });
      return { data: parseObject(text, described), budget };
    },
  };
}

function queryOf(parameters: Parameters): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      Array.isArray(value)
        ? value.map(each => [`${name}[]`, each])
        : [[name, String(value)]],
    ),
  ).toString();
  return query === '' ? '' : `?${query}`;
}

function parseObject(text: string, described: string): JsonObject {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new SourceFailureError(
      `PagerDuty's answer to ${described} is no JSON.`,
      { cause },
    );
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as JsonObject;
  throw new SourceFailureError(
    `PagerDuty's answer to ${described} is no JSON object.`,
  );
}
