import { createHash } from 'node:crypto';
import type express from 'express';

/** Kept by the caller alone, and only used after asking whether it still holds. */
const HEADERS = {
  'cache-control': 'private, no-cache, must-revalidate',
  vary: 'Authorization, Cookie',
};

/**
 * The weak validator of an answer: the same for the same answer, whenever it was
 * calculated.
 */
function etagOf(answer: object, text: string): string {
  const { calculatedAt, ...rest } = answer as { calculatedAt?: unknown };
  const content = calculatedAt === undefined ? text : JSON.stringify(rest);
  const hash = createHash('sha256').update(content).digest('base64url');
  return `W/"${hash.slice(0, 27)}"`;
}

/** Sends an answer; of a GET that the caller has already, only that it still holds. */
export function sendAnswer(options: {
  readonly request: express.Request;
  readonly response: express.Response;
  readonly answer: object;
  /** Nobody is to keep it. */
  readonly isSecret?: boolean;
}): void {
  const { request, response, answer, isSecret } = options;
  const text = JSON.stringify(answer);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isSecret || !isRead) {
    response.set('cache-control', 'no-store').type('json').send(text);
    return;
  }
  // Vary may have what others added to it: the encoding, the origin.
  response.vary(HEADERS.vary);
  response
    .set('cache-control', HEADERS['cache-control'])
    .set('etag', etagOf(answer, text))
    .type('json')
    .send(text);
}
