import type { EntityScopeRow } from '../database/operations/binding/saveEntityScopes';

/** The scopes that an entity would read. */
export interface TriedBinding {
  /** Absent where they stay as they are. */
  readonly entityScopes?: readonly EntityScopeRow[];
  /** What of them is not tried, each a sentence. */
  readonly notCovered: readonly string[];
}
