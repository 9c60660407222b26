const INSTANT =
  /^(?!0000)\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?)?$/i;

/** A time of change as its source wrote it, where it is one; JavaScript guesses one in many other texts, which Postgres refuses. */
export function readInstant(text: string | undefined): string | undefined {
  return text !== undefined &&
    INSTANT.test(text) &&
    !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}
