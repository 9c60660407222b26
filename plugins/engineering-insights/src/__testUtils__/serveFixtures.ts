import { EngineeringInsightsClient } from '@sei-platform/plugin-engineering-insights-common';
import { http } from 'msw';
import type { SetupServer } from 'msw/node';
import { fixtureFetch } from './fixtureFetch';
import type { Scenario } from './fixtureFetch';

const BASE_URL = 'http://localhost:7007/api/engineering-insights';

export interface ServeFixturesOptions {
  readonly server: SetupServer;
  readonly scenario?: Scenario;
}

export interface ServedFixtures {
  /** Where they are served. */
  readonly baseUrl: string;
  readonly client: EngineeringInsightsClient;
  readonly requests: readonly Request[];
  /** From now on the API answers as this scenario says. */
  readonly answerWith: (next: Scenario) => void;
}

/** Answers over HTTP as a scenario says, with a client that asks; the requests it made are collected. */
export function serveFixtures({
  server,
  scenario = {},
}: ServeFixturesOptions): ServedFixtures {
  const requests: Request[] = [];
  let present = scenario;
  server.use(
    http.all(`${BASE_URL}/*`, ({ request }) => {
      requests.push(request.clone());
      return fixtureFetch(present, request);
    }),
  );
  return {
    baseUrl: BASE_URL,
    client: new EngineeringInsightsClient({
      discoveryApi: { getBaseUrl: async () => BASE_URL },
      fetchApi: { fetch: (input, init) => globalThis.fetch(input, init) },
    }),
    requests,
    answerWith: next => {
      present = next;
    },
  };
}
