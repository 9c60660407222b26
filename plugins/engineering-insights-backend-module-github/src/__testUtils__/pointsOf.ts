import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * What GitHub charges for a query by its documentation: the requests that it
 * takes to fill every list once per parent, divided by 100 and rounded, at
 * least one.
 */
export function pointsOf(
  document: DocumentNode,
  variables: Readonly<Record<string, number>>,
): number {
  const sizeOf = ({ arguments: given }: FieldNode) => {
    const value = given?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    return value?.kind === Kind.VARIABLE ? variables[value.name.value] : 0;
  };
  const requestsOf = (
    { selections }: SelectionSetNode,
    parents: number,
  ): number =>
    selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = document.definitions.find(
          each =>
            each.kind === Kind.FRAGMENT_DEFINITION &&
            each.name.value === selection.name.value,
        );
        return fragment && 'selectionSet' in fragment
          ? sum + requestsOf(fragment.selectionSet!, parents)
          : sum;
      }
      const size = selection.kind === Kind.FIELD ? sizeOf(selection) : 0;
      const below = selection.selectionSet
        ? requestsOf(
            selection.selectionSet,
            size > 0 ? parents * size : parents,
          )
        : 0;
      return sum + (size > 0 ? parents : 0) + below;
    }, 0);
  const [operation] = document.definitions;
  if (operation.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('The query does not begin with its operation.');
  return Math.max(1, Math.round(requestsOf(operation.selectionSet, 1) / 100));
}
