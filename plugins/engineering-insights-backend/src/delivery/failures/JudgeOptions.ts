import type { DeriveContext } from '../DeriveContext';
import type { Delivery } from '../saveDelivery';

/** What was derived so far, for what loads the evidence against it. */
export interface JudgeOptions {
  readonly context: DeriveContext;
  readonly delivery: Delivery;
  /** Of the rollouts in their order. */
  readonly rolloutIds: readonly string[];
}
