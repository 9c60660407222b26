import {
  sendJson,
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createAzureDevopsClient, type AzureDevopsClient } from '../client';

export { sendJson };

/** A request as the test's server received it. */
export interface ReceivedRequest extends SourceRequest {
  /** Below the organization, decoded: `/shop/_apis/build/builds`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays an organization on loopback, with a client for it. */
export async function startAzureServer(
  answer: Answer,
  options: { timeoutMilliseconds?: number } = {},
) {
  const server = await startSourceServer<ReceivedRequest>({
    toRequest: request => ({
      ...request,
      path: decodeURIComponent(request.url.pathname).replace(/^\/acme/, ''),
      query: Object.fromEntries(request.url.searchParams),
    }),
    answer,
  });
  const baseUrl = `${server.origin}/acme`;
  const client: AzureDevopsClient = createAzureDevopsClient({
    host: 'dev.azure.com',
    name: 'acme',
    baseUrl,
    releaseBaseUrl: `${server.origin}/vsrm`,
    apiVersion: '7.1',
    authorization: async () => 'Basic OnNlY3JldA==',
    ...options,
  });
  return { ...server, baseUrl, client };
}

/** What a route gives that the token may not ask. */
export const FORBIDDEN = Symbol('forbidden');

/** Answers by path, with a list or with one thing; 404 for any other. */
export function answerBy(
  routes: Readonly<Record<string, (request: ReceivedRequest) => unknown>>,
): Answer {
  return (request, response) => {
    const route = routes[request.path];
    const body = route?.(request);
    if (body === undefined || body === FORBIDDEN) {
      const status = body === FORBIDDEN ? 403 : 404;
      sendJson(response, { message: 'nothing' }, { status });
      return;
    }
    sendJson(
      response,
      Array.isArray(body) ? { count: body.length, value: body } : body,
    );
  };
}
