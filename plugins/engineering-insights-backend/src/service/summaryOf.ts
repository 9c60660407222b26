import type {
  DoraAnswer,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

function sampleOf(
  metrics: readonly MetricAnswer[],
  metricId: string,
): number | undefined {
  const value = metrics.find(metric => metric.metricId === metricId)?.value;
  return value && 'value' in value ? value.sampleSize : undefined;
}

/** The numbers of the sentence above the cards; absent where they are not known. */
export function summaryOf(
  metrics: readonly MetricAnswer[],
): DoraAnswer['summary'] {
  const deploymentCount = sampleOf(metrics, 'dora.deployment-frequency');
  const changeCount = sampleOf(metrics, 'dora.change-lead-time');
  const recovery = metrics.find(
    metric => metric.metricId === 'dora.failed-deployment-recovery-time',
  );
  return {
    ...(deploymentCount !== undefined && { deploymentCount }),
    ...(changeCount !== undefined && { changeCount }),
    // Where deployments are known, no failure among them is a known 0.
    ...(deploymentCount !== undefined &&
      recovery && { failureCount: recovery.details.totalCount }),
  };
}
