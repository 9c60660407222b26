/**
 * The arithmetic mean. Of no values it is undefined, never 0. Equal to
 * PostgreSQL's `avg` over double precision.
 *
 * @see https://www.postgresql.org/docs/current/functions-aggregate.html
 */
export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
