import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldCost } from './FieldCost';

/** How much an operation asks for. */
export interface OperationSize {
  readonly depth: number;
  readonly aliasCount: number;
  readonly cost: number;
}

const NOTHING: OperationSize = { depth: 0, aliasCount: 0, cost: 0 };

function listSizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.max(value, 1);
  return Array.isArray(value) ? Math.max(value.length, 1) : undefined;
}

function sizeOf(
  cost: FieldCost,
  values: Readonly<Record<string, unknown>>,
): number {
  const asked = cost.sizeArgument && listSizeOf(values[cost.sizeArgument]);
  return asked || (cost.size ?? 1);
}

function union(parts: readonly OperationSize[]): OperationSize {
  return parts.reduce(
    (whole, part) => ({
      depth: Math.max(whole.depth, part.depth),
      aliasCount: whole.aliasCount + part.aliasCount,
      cost: whole.cost + part.cost,
    }),
    NOTHING,
  );
}

/**
 * Measures an operation of a document that is valid, so that fields exist and
 * fragments make no circle. Each fragment is measured once, however often it
 * is spread. Introspection asks for nothing but the schema, of which a
 * validation rule bounds how deep: it counts one per field.
 */
export function measureOperation(options: {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}): OperationSize {
  const { schema, document, operation, variables } = options;
  const fragments = new Map<string, FragmentDefinitionNode>(
    document.definitions.flatMap(definition =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition]]
        : [],
    ),
  );
  const measured = new Map<string, OperationSize>();

  function fieldOf(
    parent: GraphQLNamedType | undefined,
    node: FieldNode,
  ): GraphQLField<unknown, unknown> | undefined {
    return isObjectType(parent) || isInterfaceType(parent)
      ? parent.getFields()[node.name.value]
      : undefined;
  }

  function measureField(
    parent: GraphQLNamedType | undefined,
    node: FieldNode,
  ): OperationSize {
    const field = fieldOf(parent, node);
    const below = node.selectionSet
      ? measureSelections(field && getNamedType(field.type), node.selectionSet)
      : NOTHING;
    const cost: FieldCost = field?.extensions.cost ?? {};
    const size = field
      ? sizeOf(cost, getArgumentValues(field, node, { ...variables }))
      : 1;
    return {
      depth: field ? below.depth + 1 : 1,
      aliasCount: below.aliasCount + (node.alias ? 1 : 0),
      cost: (cost.weight ?? 1) + size * below.cost,
    };
  }

  function measureFragment(name: string): OperationSize {
    const known = measured.get(name);
    if (known) return known;
    const { typeCondition, selectionSet } = fragments.get(name)!;
    const size = measureSelections(
      schema.getType(typeCondition.name.value),
      selectionSet,
    );
    measured.set(name, size);
    return size;
  }

  function measureSelections(
    parent: GraphQLNamedType | undefined,
    { selections }: SelectionSetNode,
  ): OperationSize {
    return union(
      selections.map(selection => {
        switch (selection.kind) {
          case Kind.FIELD:
            return measureField(parent, selection);
          case Kind.FRAGMENT_SPREAD:
            return measureFragment(selection.name.value);
          default:
            return measureSelections(
              selection.typeCondition
                ? schema.getType(selection.typeCondition.name.value)
                : parent,
              selection.selectionSet,
            );
        }
      }),
    );
  }

  return measureSelections(
    schema.getRootType(operation.operation) ?? undefined,
    operation.selectionSet,
  );
}
