import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the test's server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly url: URL;
  /** Below the API's base, decoded: `/projects/acme/shop/payments/issues`. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { query?: string; variables?: Record<string, unknown> };
}

export type Answer = (
  request: ReceivedRequest,
  response: ServerResponse,
) => void;

/** A real HTTP server on loopback that answers as the test says, and remembers what it was asked. */
export async function startGitlabServer(answer: Answer) {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const url = new URL(request.url ?? '/', 'http://localhost');
      const asked: ReceivedRequest = {
        method: request.method ?? '',
        url,
        path: decodeURIComponent(url.pathname).replace(/^\/api\/v4/, ''),
        headers: request.headers,
        body: text ? JSON.parse(text) : {},
      };
      received.push(asked);
      answer(asked, response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiBaseUrl: `http://127.0.0.1:${port}/api/v4`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  {
    status = 200,
    headers = {},
  }: { status?: number; headers?: Record<string, string> } = {},
) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(JSON.stringify(body));
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
