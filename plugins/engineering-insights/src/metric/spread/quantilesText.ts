import type { SingleMetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { statisticsOf } from '../../page/measuredText';

/** The quantiles that are told, in their order: "p50 1 d 4 h · p85 4 d". */
export function quantilesText(
  answer: SingleMetricAnswer,
  { t, value: format }: Formats,
): string {
  const { unit } = answer.definition;
  return Object.entries(statisticsOf(answer))
    .filter(
      (entry): entry is [string, number] =>
        /^p\d+$/.test(entry[0]) && entry[1] !== undefined,
    )
    .sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)))
    .map(([name, number]) =>
      t('metric.spread.percentile', {
        name,
        value: format(unit, number),
      }),
    )
    .join(' · ');
}
