import { OPERATIONS, type Operations } from './operations.generated';
import {
  type EngineeringInsightsClientOptions,
  type Query,
  sendCall,
} from './sendCall';

type OperationId = keyof Operations;

/** A part of what is asked; it may be left out where nothing in it must be there. */
type Part<TName extends string, T> = T extends undefined
  ? { readonly [K in TName]?: undefined }
  : {} extends T
  ? { readonly [K in TName]?: T }
  : { readonly [K in TName]: T };

/** What an operation takes, as the API document says. */
export type OperationRequest<TId extends OperationId> = Part<
  'path',
  Operations[TId]['path']
> &
  Part<'query', Operations[TId]['query']> &
  Part<'body', Operations[TId]['body']> & { readonly signal?: AbortSignal };

interface AnyRequest {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Query;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Every operation of the REST API by its id in the API document, for programs; every refusal is a `ProblemError`. */
export class OperationsClient {
  readonly #options: EngineeringInsightsClientOptions;

  constructor(options: EngineeringInsightsClientOptions) {
    this.#options = options;
  }

  async ask<TId extends OperationId>(
    operationId: TId,
    request: OperationRequest<TId>,
  ): Promise<Operations[TId]['answer']> {
    const { path = {}, query, body, signal }: AnyRequest = request;
    const [method, template] = OPERATIONS[operationId];
    const response = await sendCall(this.#options, {
      method,
      path: template.replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(path[name]),
      ),
      query,
      body,
      signal,
    });
    return response.status === 204 ? undefined : response.json();
  }
}
