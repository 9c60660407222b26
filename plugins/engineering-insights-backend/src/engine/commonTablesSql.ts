import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';

/** The texts of common table expressions, each name once, in their order. */
export function commonTablesSql(
  tables: readonly CommonTable[],
): readonly string[] {
  const texts = new Map(tables.map(({ name, sql }) => [name, sql]));
  return [...texts].map(
    ([name, sql]) => `
     ${name} as (${sql}
     )`,
  );
}
