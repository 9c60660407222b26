import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the test's server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly tree: string;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (
  request: ReceivedRequest,
  response: ServerResponse,
) => void;

/** A real HTTP server on loopback that answers as the test says, and remembers what it was asked. */
export async function startJenkinsServer(answer: Answer) {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asked: ReceivedRequest = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/jenkins/, ''),
      tree: url.searchParams.get('tree') ?? '',
      headers: request.headers,
    };
    received.push(asked);
    answer(asked, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/jenkins`,
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
    'content-type': 'application/json;charset=utf-8',
    'x-jenkins': '2.541.1',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
