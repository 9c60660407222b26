import type { SingleMetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

/** The quantiles that are told, in their order: "p50 1 d 4 h · p85 4 d". */
export function quantilesText(
  { value, definition, details }: SingleMetricAnswer,
  { t, value: format }: Formats,
): string {
  const quantiles = {
    ...('value' in value && { p50: value.value }),
    ...details,
  };
  return Object.entries(quantiles)
    .filter(([name]) => /^p\d+$/.test(name))
    .sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([name, number]) =>
      t('metric.spread.percentile', {
        name,
        value: format(definition.unit, number),
      }),
    )
    .join(' · ');
}
