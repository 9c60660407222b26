import { ProblemError } from './ProblemError';
import { readProblem } from './readProblem';

export interface EngineeringInsightsClientOptions {
  /** Finds the base URL of a plugin; Backstage's discovery API fits. */
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Sends the request with the caller's credentials; Backstage's fetch API fits. */
  readonly fetchApi: { fetch: typeof fetch };
}

export type Query = Record<string, string | number | undefined>;

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

function queryString(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

/** @throws ProblemError where it is refused. */
export async function sendCall(
  { discoveryApi, fetchApi }: EngineeringInsightsClientOptions,
  call: Call,
): Promise<Response> {
  const baseUrl = await discoveryApi.getBaseUrl('engineering-insights');
  const response = await fetchApi.fetch(
    `${baseUrl}${call.path}${queryString(call.query)}`,
    {
      method: call.method ?? 'GET',
      headers: {
        accept: 'application/json, application/problem+json',
        ...(call.body === undefined
          ? {}
          : { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: call.signal,
    },
  );
  if (!response.ok) throw new ProblemError(await readProblem(response));
  return response;
}
