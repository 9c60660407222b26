import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  /** As it is written: nothing of it is encoded or resolved. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A stream of events does not end by itself. */
const isEndless = ({ headers }: IncomingMessage) =>
  headers['content-type']?.startsWith('text/event-stream');

/** Sends what clients of HTTP would put right. */
export async function sendRaw(
  port: number,
  { method, path, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const sent = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    headers: {
      ...headers,
      // Node itself says it of some methods alone.
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  });
  // A server may refuse a body before it has all of it.
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  if (isEndless(response)) response.destroy();
  else for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    type: response.headers['content-type'] ?? '',
    text: Buffer.concat(chunks).toString('utf8'),
  };
}
