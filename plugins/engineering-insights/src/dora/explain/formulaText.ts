import type { ExplainAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

/** The numbers in the formula: "72 of 143 sorted: 1 d 4 h, Fix rounding (#812)", or each by its name. */
export function formulaText(
  { formula, definition }: ExplainAnswer,
  { t, value, locale }: Formats,
): string {
  const { parameters, atRank = [] } = formula;
  const records = atRank
    .map(({ title, value: seconds }) =>
      seconds === undefined
        ? title
        : `${value(definition.unit, seconds)}, ${title}`,
    )
    .join(' · ');
  const sampleSize = String(parameters.sampleSize ?? '');
  if (atRank.length === 2)
    return t('dora.explain.result', {
      label: t('dora.explain.medianBetween', { sampleSize }),
      value: records,
    });
  if (atRank.length === 1) {
    const label = t('dora.explain.median', {
      rank: String(parameters.rank ?? ''),
      sampleSize,
    });
    return t('dora.explain.result', { label, value: records });
  }
  return Object.entries(parameters)
    .map(([name, amount]) => {
      const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
      return t('dora.explain.result', {
        label: words,
        value:
          typeof amount === 'number'
            ? new Intl.NumberFormat(locale).format(amount)
            : amount,
      });
    })
    .join(', ');
}
