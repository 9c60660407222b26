import type {
  DoraAnswer,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import { sharedReason as sharedReasonOf } from '../../reasons/sharedReason';
import { DORA_METRICS } from './cardTexts';

/** The one reason that all five share, if there is one. */
export function sharedReason(answer: DoraAnswer): Reason | undefined {
  return sharedReasonOf(
    DORA_METRICS.map(
      id => answer.metrics.find(metric => metric.metricId === id)?.value,
    ),
  );
}
