import type { Facts, Window } from './facts';
import { flowMetrics } from './flowMetrics';
import { operationMetrics } from './operationMetrics';
import { planningMetrics } from './planningMetrics';

/** Without a value it is not known, which is not 0. */
export interface Value {
  value?: number;
  sampleSize?: number;
}

/** The metrics of a team by their ids, from the definitions in docs/metrics. */
export function computeMetrics(
  facts: Facts,
  window: Window,
): Record<string, Value> {
  return {
    ...flowMetrics(facts, window),
    ...planningMetrics(facts, window),
    ...operationMetrics(facts, window),
  };
}
