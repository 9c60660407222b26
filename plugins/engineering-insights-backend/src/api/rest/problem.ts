import { isError } from '@backstage/errors';
import type { Problem } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import { InvalidRequestError } from '../../service/InvalidRequestError';

/** Statuses of the errors that callers are told about, by name: two copies of a package may be installed. */
const STATUS_OF_ERROR: Readonly<
  Record<string, { status: number; title: string }>
> = {
  InvalidRequestError: { status: 400, title: 'Bad request' },
  InputError: { status: 400, title: 'Bad request' },
  AuthenticationError: { status: 401, title: 'Not signed in' },
  NotAllowedError: { status: 403, title: 'Not permitted' },
  NotFoundError: { status: 404, title: 'Not found' },
  MethodNotAllowedError: { status: 405, title: 'Method not allowed' },
  ConflictError: { status: 409, title: 'Conflict' },
  PayloadTooLargeError: { status: 413, title: 'Too large' },
  UnsupportedMediaTypeError: { status: 415, title: 'Unsupported media type' },
  TooManyRequestsError: { status: 429, title: 'Too many requests' },
  // As proxies log it; nobody is there to read it.
  CallerGoneError: { status: 499, title: 'Caller gone' },
  ServiceUnavailableError: { status: 503, title: 'Not available' },
};

const bodyParserErrorSchema = z.object({
  type: z.string(),
  status: z.int().min(400).max(499),
  /** In bytes. */
  limit: z.number().optional(),
});

const BYTES_PER_MB = 1024 * 1024;

/** What Express says of an address with a `%` that begins no character. */
function fromAddress(
  error: unknown,
): { status: number; title: string; detail: string } | undefined {
  const isUnreadable =
    isError(error) && error.name === 'URIError' && error.status === 400;
  return isUnreadable
    ? {
        status: 400,
        title: 'Bad request',
        detail:
          'The address holds a percent sign that begins no character of UTF-8. Write it as %25 where it is meant.',
      }
    : undefined;
}

/** What a body parser says, which has no error names: malformed JSON, too large, wrong encoding. */
function fromBodyParser(
  error: unknown,
): { status: number; title: string; detail: string } | undefined {
  const parsed = bodyParserErrorSchema.safeParse(error);
  if (!parsed.success) {
    return undefined;
  }
  if (parsed.data.status === 413) {
    return {
      status: 413,
      title: 'Too large',
      detail: `The body is larger than ${Math.floor(
        (parsed.data.limit ?? 5 * BYTES_PER_MB) / BYTES_PER_MB,
      )} MB; send it in parts.`,
    };
  }
  if (parsed.data.status === 415) {
    return {
      status: 415,
      title: 'Unsupported media type',
      detail:
        'The body is packed or written in a way that is not read here. Send UTF-8, as it is or packed by gzip, deflate or br.',
    };
  }
  return {
    status: parsed.data.status,
    title: 'Bad request',
    detail: 'The body is not valid JSON.',
  };
}

/**
 * An error as RFC 9457 tells it. What is not meant for callers becomes a 500
 * without its message, which stands in the log under the request id.
 */
export function problemOf(options: {
  error: unknown;
  instance: string;
  requestId: string;
}): Problem {
  const { error, instance, requestId } = options;
  const common = { type: 'about:blank', instance, requestId };
  const unreadable = fromBodyParser(error) ?? fromAddress(error);
  if (unreadable) {
    return { ...common, ...unreadable };
  }
  const known = isError(error) ? STATUS_OF_ERROR[error.name] : undefined;
  if (!known || !isError(error)) {
    return {
      ...common,
      status: 500,
      title: 'Internal error',
      detail: `Something went wrong here. The portal's log says what, under the request id ${requestId}.`,
    };
  }
  return {
    ...common,
    ...known,
    detail: error.message,
    ...(error instanceof InvalidRequestError ? { errors: error.fields } : {}),
  };
}
