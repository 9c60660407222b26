import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonValue } from '@backstage/types';
import type { Breakage } from './startGithub';

/** Lets the source answer, and changes what it says. */
export function changes(change: (value: JsonValue) => JsonValue): Breakage {
  return (_request: IncomingMessage, response: ServerResponse) => {
    const end = response.end.bind(response) as (text: string) => ServerResponse;
    response.end = ((chunk: unknown) => {
      // The packs of Git are no JSON.
      if (!/json/.test(String(response.getHeader('content-type'))))
        return end(chunk as string);
      const text = Buffer.isBuffer(chunk)
        ? chunk.toString('utf8')
        : String(chunk ?? '');
      const changed = textAfter(text, change);
      if (!response.headersSent)
        response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    }) as typeof response.end;
    return false;
  };
}

function textAfter(text: string, change: (value: JsonValue) => JsonValue) {
  return text === '' ? text : JSON.stringify(change(JSON.parse(text)));
}
