import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the test's server received it. */
export interface ReceivedRequest {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (
  request: ReceivedRequest,
  response: ServerResponse,
) => void;

/** A real HTTP server on loopback that answers as the test says, and remembers what it was asked. */
export async function startPagerdutyServer(answer: Answer) {
  const received: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const asked: ReceivedRequest = {
      url: new URL(request.url ?? '/', 'http://localhost'),
      headers: request.headers,
    };
    received.push(asked);
    answer(asked, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    apiBaseUrl: `http://127.0.0.1:${port}`,
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
  options: { status?: number; headers?: Record<string, string> } = {},
): void {
  const { status = 200, headers = {} } = options;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
