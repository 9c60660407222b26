/** What the program that measures tells the one that has the clients. */
export type ToClients =
  | { readonly type: 'open'; readonly url: string; readonly count: number }
  | { readonly type: 'expect'; readonly entityRef: string };

/** What that answers. */
export type FromClients =
  | { readonly type: 'opened' }
  /** When each client was told, in milliseconds since 1970. */
  | { readonly type: 'told'; readonly at: readonly number[] };
