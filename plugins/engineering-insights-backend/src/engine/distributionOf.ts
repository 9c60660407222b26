import type {
  Distribution,
  MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { binStartsOf } from './histogram';
import type { Measurement } from './Measurement';

/** How measured values are spread over the bins of their unit; the last bin ends with the greatest. */
export function distributionOf(
  measurement: Measurement,
  unit: MetricUnit,
): Distribution {
  const { histogram = [], greatest = 0, quantiles = {} } = measurement;
  const { p50, p85 } = quantiles;
  const starts = binStartsOf(unit);
  return {
    bins: starts.map((from, index) => ({
      from,
      to: starts[index + 1] ?? Math.max(greatest, 2 * from),
      count: histogram[index] ?? 0,
    })),
    ...(p50 !== undefined && { p50 }),
    ...(p85 !== undefined && { p85 }),
  };
}
