/** A row as it is told: what is null is absent, and instants are ISO 8601. */
export function tellKnown<T>(row: object): T {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (value === null) return [];
      return [[name, value instanceof Date ? value.toISOString() : value]];
    }),
  ) as T;
}
