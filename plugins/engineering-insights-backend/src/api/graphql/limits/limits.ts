/** What one request may ask for. */
export const LIMITS = {
  /** Bytes of the body with its variables. */
  bodyBytes: 64 * 1024,
  /** Words and signs of a document; a query of every field of every type has some hundreds. */
  tokens: 1_000,
  /** Fields inside fields; the longest way through the schema without a circle has fewer. */
  depth: 12,
  /** Fields with a name of their own, those in fragments as often as these are spread. */
  aliases: 30,
  /** Fields, each as often as it may be answered. */
  cost: 50_000,
  /** Of one page of a connection. */
  first: 1_000,
  /** Errors that are told. */
  errors: 20,
} as const;

/** Of a page where nothing is asked. */
export const DEFAULT_FIRST = 50;
