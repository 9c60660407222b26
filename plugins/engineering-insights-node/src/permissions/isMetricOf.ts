/** Whether a metric is one of some patterns: ids, or beginnings of ids with a `*` behind. */
export function isMetricOf(
  metricId: string,
  patterns: readonly string[],
): boolean {
  return patterns.some(pattern =>
    pattern.endsWith('*')
      ? metricId.startsWith(pattern.slice(0, -1))
      : metricId === pattern,
  );
}
