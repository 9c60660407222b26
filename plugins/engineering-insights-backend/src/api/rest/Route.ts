import type { IncomingHttpHeaders } from 'node:http';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { z } from 'zod/v4';
import type { RequestClass } from '../callers/CallerLimits';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** What a handler is given: everything was checked against the route's schemas. */
export interface RouteRequest<TParams, TQuery, TBody> {
  readonly credentials: BackstageCredentials;
  readonly params: TParams;
  readonly query: TQuery;
  readonly body: TBody;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
}

/** What the OpenAPI document says of one operation. */
export interface Operation {
  readonly method: Method;
  /** In Express's form: `/v1/metrics/:metricId/:kind/:namespace/:name`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body?: z.ZodType;
  /** The media types that a body may have where it is not only JSON, with what each holds and, in bytes, how large it may be. */
  readonly mediaTypes?: Readonly<
    Record<string, { readonly schema: z.ZodType; readonly limit?: number }>
  >;
  /** Name of the answer's type in `-common`, by which the document has its schema; absent where there is no body. */
  readonly answer?: string;
  /** With what it is counted of one caller; by its method where absent. */
  readonly requestClass?: RequestClass;
  /** The answer is of one person, and nobody is to keep it. */
  readonly isSecret?: true;
  /** The media type of an answer that is an image. */
  readonly image?: string;
  /** The answer is a stream of Server-Sent Events. */
  readonly isStream?: true;
  /** It is asked for without credentials, and checks nothing of what is asked. */
  readonly isOpen?: true;
}

/**
 * One operation of the REST API. The router, the OpenAPI document and the tests
 * read this object.
 */
export interface Route extends Operation {
  readonly handle: (request: RouteRequest<any, any, any>) => Promise<unknown>;
}

/** Checks that the handler takes what the schemas give. */
export function defineRoute<
  TParams extends z.ZodObject,
  TQuery extends z.ZodObject,
  TBody extends z.ZodType = z.ZodUndefined,
>(route: {
  method: Method;
  path: string;
  operationId: string;
  summary: string;
  params: TParams;
  query: TQuery;
  body?: TBody;
  mediaTypes?: Route['mediaTypes'];
  answer?: string;
  requestClass?: RequestClass;
  isSecret?: true;
  handle: (
    request: RouteRequest<z.infer<TParams>, z.infer<TQuery>, z.infer<TBody>>,
  ) => Promise<unknown>;
}): Route {
  return route;
}
