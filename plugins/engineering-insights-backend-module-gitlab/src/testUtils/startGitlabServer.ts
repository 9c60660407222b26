import type { ServerResponse } from 'node:http';
import {
  sendJson,
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

export { sendJson };

/** A request as the test's server received it. */
export interface ReceivedRequest
  extends SourceRequest<{
    query?: string;
    variables?: Record<string, unknown>;
  }> {
  /** Below the API's base, decoded: `/projects/acme/shop/payments/issues`. */
  readonly path: string;
}
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays GitLab on loopback. */
export async function startGitlabServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: request => ({
      ...request,
      path: decodeURIComponent(request.url.pathname).replace(/^\/api\/v4/, ''),
    }),
    answer,
  });
  return { apiBaseUrl: `${origin}/api/v4`, ...server };
}

/** Answers a list in GitLab's pages, with the `link` header that names the next one. */
export function sendPage(
  request: ReceivedRequest,
  response: ServerResponse,
  records: readonly object[],
) {
  const numberOf = (name: string, usual: number) =>
    Number(request.url.searchParams.get(name) ?? usual);
  const [page, size] = [numberOf('page', 1), numberOf('per_page', 20)];
  const isLast = page * size >= records.length;
  sendJson(response, records.slice((page - 1) * size, page * size), {
    headers: isLast ? {} : { link: `<http://x/?page=${page + 1}>; rel="next"` },
  });
}
