import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server of a test received it; without a body, an empty one. */
export interface SourceRequest<TBody = Record<string, unknown>> {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: TBody;
}

/** Answers a request; one that it leaves open is a source that says nothing. */
export type SourceAnswer<TRequest> = (request: TRequest, response: ServerResponse) => void;

/** A source system that a test plays. */
export interface SourceServer<TRequest> {
  /** `http://127.0.0.1:43121` */
  readonly origin: string;
  /** Every request so far. */
  readonly received: TRequest[];
  stop(): Promise<void>;
}

/** A real HTTP server on loopback that answers as the test says, and remembers what it was asked. */
export async function startSourceServer<TRequest>(options: {
  /** What the tests of a source look at. */
  readonly toRequest: (request: SourceRequest<any>) => TRequest;
  /** Reads the text of a body; JSON where absent. */
  readonly parseBody?: (text: string) => unknown;
  readonly answer: SourceAnswer<TRequest>;
}): Promise<SourceServer<TRequest>> {
  const { toRequest, answer, parseBody = JSON.parse } = options;
  const received: TRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const asked = toRequest({
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://localhost'),
        headers: request.headers,
        body: text ? parseBody(text) : {},
      });
      received.push(asked);
      answer(asked, response);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** Answers with a JSON document. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): void {
  const { status = 200, headers = {} } = options;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}
