import type { LeadTimeDistribution } from '@sei-platform/plugin-engineering-insights-common';
import { BIN_STARTS } from './histogram';
import type { Measurement } from './Measurement';

/** How measured durations are spread over logarithmic bins; the last ends with the longest. */
export function distributionOf(measurement: Measurement): LeadTimeDistribution {
  const { histogram = [], greatest = 0, p50, p85 } = measurement;
  return {
    bins: BIN_STARTS.map((fromSeconds, index) => ({
      fromSeconds,
      toSeconds: BIN_STARTS[index + 1] ?? Math.max(greatest, 2 * fromSeconds),
      count: histogram[index] ?? 0,
    })),
    ...(p50 !== undefined && { p50Seconds: p50 }),
    ...(p85 !== undefined && { p85Seconds: p85 }),
  };
}
