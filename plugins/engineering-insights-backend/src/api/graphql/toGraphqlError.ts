import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { problemOf } from '../rest/problem';
import { GraphqlRequestError } from './GraphqlRequestError';

/** What a status of the REST API is called here. */
const CODE_OF_STATUS: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'UNAVAILABLE',
};

/** The service names what the REST API calls it. */
function renameFields({ fields }: InvalidRequestError) {
  return fields.map(({ field, message }) => ({
    field: field
      .replace(/^query\.(from|to)$/, 'period.$1')
      .replace(/^query\.cursor$/, 'after')
      .replace(/^query\./, ''),
    message,
  }));
}

/** What is told of an error: what is meant for callers with its sentence, of all else only the id under which the log has it. */
export function describeError(options: {
  readonly error: unknown;
  readonly requestId: string;
  readonly logger: LoggerService;
}): { message: string; extensions: Record<string, unknown>; status: number } {
  const { error, requestId, logger } = options;
  if (error instanceof GraphqlRequestError) {
    const { message, code } = error;
    return { message, extensions: { code }, status: statusOf(code) };
  }
  const { status, detail } = problemOf({ error, instance: '', requestId });
  if (status >= 500 && !CODE_OF_STATUS[status]) {
    logger.error(`GraphQL failed (request ${requestId})`, error as Error);
    return {
      message: detail,
      extensions: { code: 'INTERNAL', requestId },
      status,
    };
  }
  const extensions = { code: CODE_OF_STATUS[status] ?? 'BAD_REQUEST' };
  if (error instanceof InvalidRequestError) {
    const fields = renameFields(error);
    const message = fields
      .map(each => `${each.field}: ${each.message}`)
      .join('; ');
    return { message, extensions: { ...extensions, fields }, status };
  }
  return { message: detail, extensions, status };
}

function statusOf(code: GraphqlRequestError['code']): number {
  switch (code) {
    case 'TOO_LARGE':
      return 413;
    case 'METHOD_NOT_ALLOWED':
      return 405;
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 415;
    default:
      return 400;
  }
}

/** An error of a field, with where it is. */
export function toGraphqlError(options: {
  readonly error: GraphQLError;
  readonly requestId: string;
  readonly logger: LoggerService;
}): GraphQLFormattedError {
  const { error } = options;
  const { message, extensions } = describeError({
    ...options,
    // What the executor itself finds, such as a missing value, is no caller's fault either.
    error: error.originalError ?? new Error(error.message),
  });
  const { locations, path } = error;
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions,
  };
}
