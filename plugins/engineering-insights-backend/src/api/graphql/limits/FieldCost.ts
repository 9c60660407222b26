/** What a field costs, in its extensions under `cost`; a field that says nothing costs 1. */
export interface FieldCost {
  /** Instead of 1. */
  readonly weight?: number;
  /** How many there are as a rule of what is below it. */
  readonly size?: number;
  /** The argument that says how many: a number, or a list. */
  readonly sizeArgument?: string;
}

/** As the extensions of a field. */
export function costing(cost: FieldCost): { readonly cost: FieldCost } {
  return { cost };
}
