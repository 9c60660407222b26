import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

export interface QueryCost {
  /** What the hourly budget is charged. */
  readonly points: number;
  /** How many records the query may return at most. */
  readonly nodes: number;
}

type Variables = Readonly<Record<string, unknown>>;

function readCount(value: ValueNode | undefined, variables: Variables): number {
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind === Kind.VARIABLE)
    return Number(variables[value.name.value] ?? 0);
  return 0;
}

function recordsOf(field: FieldNode, variables: Variables): number {
  const argument = field.arguments?.find(
    ({ name }) => name.value === 'first' || name.value === 'last',
  );
  return readCount(argument?.value, variables);
}

/**
 * GitHub's published rule: the requests it takes to fill every connection once
 * per parent, divided by 100, at least one point.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function computeQueryCost(
  document: DocumentNode,
  variables: Variables,
): QueryCost {
  const fragments = new Map(
    document.definitions.flatMap(definition =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition] as const]
        : [],
    ),
  );
  let requests = 0;
  let nodes = 0;
  const walk = (
    selections: SelectionSetNode | undefined,
    parents: number,
  ): void => {
    for (const selection of selections?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        walk(fragments.get(selection.name.value)?.selectionSet, parents);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, parents);
      } else {
        const records = recordsOf(selection, variables);
        if (records > 0) {
          requests += parents;
          nodes += parents * records;
        }
        walk(selection.selectionSet, records > 0 ? parents * records : parents);
      }
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      walk(definition.selectionSet, 1);
  }
  return { points: Math.max(1, Math.round(requests / 100)), nodes };
}
