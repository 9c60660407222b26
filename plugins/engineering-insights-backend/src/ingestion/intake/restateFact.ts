import {
  type FactKind,
  factSchema,
} from '@sei-platform/plugin-engineering-insights-common';
import { FACT_TABLES } from '../../database/operations/facts/factTables';
import type { StoredFact } from '../../database/operations/facts/factRow';

// What a fact needs, so that a later one may tell the rest alone.
const NEEDED: ReadonlyMap<FactKind, ReadonlySet<string>> = new Map(
  factSchema.options.map(option => [
    option.shape.kind.value,
    new Set(
      Object.entries(option.shape)
        .filter(([, schema]) => !schema.safeParse(undefined).success)
        .map(([name]) => name),
    ),
  ]),
);

/** Says again of a known thing the fields that no fact of its kind may lack, so that a part of it can be told. */
export function restateFact(
  kind: FactKind,
  { state }: StoredFact,
): Record<string, unknown> {
  const needed = NEEDED.get(kind);
  const told = FACT_TABLES[kind].fields.flatMap(({ name }, index) => {
    const value = state.values[index];
    return needed?.has(name) && value !== null ? [[name, value] as const] : [];
  });
  return { kind, externalId: state.externalId, ...Object.fromEntries(told) };
}
