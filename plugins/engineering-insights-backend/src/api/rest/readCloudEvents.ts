import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod/v4';
import { isNestedTooDeep } from '../../ingestion/isNestedTooDeep';
import { InvalidRequestError } from '../../service/InvalidRequestError';

/** An envelope of CloudEvents; the event in it is read where it is understood. */
export const cloudEventSchema = z
  .object({
    specversion: z.literal('1.0', { message: 'must be "1.0"' }),
    id: z.string().min(1),
    source: z.string().min(1),
    type: z.string().min(1),
    data: z.unknown().optional(),
    data_base64: z.string().optional(),
  })
  .describe('A CloudEvent whose data is a CDEvent.');

interface Sent {
  readonly mediaType: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/**
 * The events in what was sent by CloudEvents' binding to HTTP (structured, batch
 * or binary), or as a plain CDEvent; undefined where it is something else.
 *
 * @throws InvalidRequestError where an envelope is not as it must be.
 */
export function readCloudEvents(sent: Sent): readonly unknown[] | undefined {
  const { mediaType, headers, body } = sent;
  if (mediaType === 'application/cloudevents+json') return [open(body)];
  if (mediaType === 'application/cloudevents-batch+json') {
    const events = z.array(z.unknown()).max(5_000).safeParse(body);
    if (!events.success)
      throw InvalidRequestError.fromIssues('body', events.error.issues);
    // One that is none is refused as an event, so that the others are kept.
    return events.data.map(each => contentOf(each) ?? each);
  }
  if (headers['ce-specversion'] !== undefined) {
    checkHeaders(headers);
    return [body];
  }
  return mediaType === 'application/cdevents+json' ? [body] : undefined;
}

/** What an envelope holds. */
function open(envelope: unknown): unknown {
  const parsed = cloudEventSchema.safeParse(envelope);
  if (!parsed.success)
    throw InvalidRequestError.fromIssues('body', parsed.error.issues);
  return contentOf(parsed.data);
}

function contentOf(envelope: unknown): unknown {
  const parsed = cloudEventSchema.safeParse(envelope);
  if (!parsed.success) return undefined;
  const { data, data_base64: packed } = parsed.data;
  const content = packed ? Buffer.from(packed, 'base64').toString() : data;
  return typeof content === 'string' ? readJson(content) : content;
}

/** A producer may send JSON as text. What is none is stored and refused as what it is. */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedTooDeep(value) ? text : value;
  } catch {
    return text;
  }
}

function checkHeaders(headers: IncomingHttpHeaders): void {
  const { specversion, id, source, type } = cloudEventSchema.shape;
  const parsed = z
    .object({
      'ce-specversion': specversion,
      'ce-id': id,
      'ce-source': source,
      'ce-type': type,
    })
    .safeParse(headers);
  if (!parsed.success)
    throw InvalidRequestError.fromIssues('header', parsed.error.issues);
}
