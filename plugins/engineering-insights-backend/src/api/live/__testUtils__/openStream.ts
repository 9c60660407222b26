import { createParser } from './createParser';

export interface StreamEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** A client of the stream that reads what comes until it closes. */
export interface StreamClient {
  readonly status: number;
  readonly headers: Headers;
  readonly events: readonly StreamEvent[];
  readonly comments: readonly string[];
  /** As the browser's EventSource knows it. */
  readonly lastEventId: () => string;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** @throws where the answer is no stream: its status and detail. */
export async function openStream(options: {
  readonly url: string;
  readonly authorization: string;
  readonly lastEventId?: string;
  /** Sent as JSON by POST, where there is one. */
  readonly body?: object;
}): Promise<StreamClient> {
  const { url, authorization, lastEventId, body } = options;
  const closing = new AbortController();
  const response = await fetch(url, {
    signal: closing.signal,
    headers: {
      authorization,
      accept: 'text/event-stream',
      'accept-encoding': 'gzip',
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const parser = createParser();
  const read = async () => {
    const decoder = new TextDecoder();
    const reader = response.body!.getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  };
  return {
    status: response.status,
    headers: response.headers,
    ...parser,
    ended: read().catch(error => {
      if (!closing.signal.aborted) throw error;
    }),
    close: () => closing.abort(),
  };
}
