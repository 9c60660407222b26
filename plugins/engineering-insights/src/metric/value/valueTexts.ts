import type { SingleMetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import type { KnownValue } from '../../cards/caveatOf';
import { leftOutText } from '../../cards/leftOutText';
import { recordKindOf } from '../../page/measuredText';

function daysText({ details }: SingleMetricAnswer, { t, counted }: Formats) {
  return t(
    'dora.explain.formula.coveredDays',
    counted(details.coveredDays ?? 0),
  );
}

/** What a number is made of, by how it is made: "median of 143 changes, 12 left out". */
export function meaningText(
  answer: SingleMetricAnswer,
  value: KnownValue,
  formats: Formats,
): string {
  const { t, counted, count } = formats;
  const { definition, details } = answer;
  const records = t(
    `dora.explain.records.${recordKindOf(definition, answer.measuredAs)}`,
    counted(value.sampleSize),
  );
  const sample = leftOutText(records, value, formats);
  switch (definition.aggregate) {
    case 'quantile':
      return t(`measuring.of.${answer.measuredAs?.statistic ?? 'p50'}`, {
        sample,
      });
    case 'ratio':
      return t('metric.value.ratio', {
        numerator: count(value.numerator ?? 0),
        sample,
      });
    case 'perDay':
    case 'perServiceDay':
      return definition.aggregate === 'perServiceDay' &&
        (details.serviceCount ?? 1) > 1
        ? t('metric.value.perService', {
            sample,
            services: count(details.serviceCount),
            days: daysText(answer, formats),
          })
        : t('metric.value.perDay', { sample, days: daysText(answer, formats) });
    case 'count':
      return definition.isSnapshot
        ? t('metric.value.snapshot', { sample })
        : sample;
    case 'perPerson':
      return t('metric.value.perPerson');
    default:
      return t('metric.value.fewestForHalf');
  }
}

/** How many records are in each category, those of which there are any. */
export function categoriesText(
  { definition, categories }: SingleMetricAnswer,
  { t, count }: Formats,
): string {
  return (definition.categories ?? [])
    .filter(({ id }) => (categories?.[id] ?? 0) > 0)
    .map(({ id, title }) =>
      t('metric.value.category', {
        title,
        amount: count(categories?.[id] ?? 0),
      }),
    )
    .join(' · ');
}
