import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  sendJson as sendAnyJson,
  startSourceServer,
  type SourceAnswer,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** A request as the test's server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly tree: string;
  readonly headers: IncomingMessage['headers'];
}
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays Jenkins on loopback, below a path. */
export async function startJenkinsServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: ({ method, url, headers }) => ({
      method,
      path: url.pathname.replace(/^\/jenkins/, ''),
      tree: url.searchParams.get('tree') ?? '',
      headers,
    }),
    answer,
  });
  return { baseUrl: `${origin}/jenkins`, ...server };
}

/** Every answer of Jenkins says its version. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
) {
  sendAnyJson(response, body, {
    ...options,
    headers: {
      'content-type': 'application/json;charset=utf-8',
      'x-jenkins': '2.541.1',
      ...options.headers,
    },
  });
}
