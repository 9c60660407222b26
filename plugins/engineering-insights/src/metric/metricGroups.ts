import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';

function prefixOf(metricId: string): string {
  return metricId.split('.', 1)[0];
}

/** What the metrics of one prefix are called together: "DORA", "Work items". */
export function metricGroupTitle(metricId: string): string {
  const prefix = prefixOf(metricId);
  if (prefix === 'dora') return 'DORA';
  const words = prefix.replace(/-/g, ' ');
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}

/** The metrics of a prefix beside each other, otherwise in the order of the portal. */
export function inGroups(
  definitions: readonly MetricDefinition[],
): readonly MetricDefinition[] {
  const prefixes = [...new Set(definitions.map(({ id }) => prefixOf(id)))];
  return prefixes.flatMap(prefix =>
    definitions.filter(({ id }) => prefixOf(id) === prefix),
  );
}
