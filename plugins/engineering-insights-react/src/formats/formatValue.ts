import type { MetricUnit } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatDuration } from './formatDuration';
import { formatFrequency } from './formatFrequency';
import { formatNumber } from './formatNumber';
import { formatShare } from './formatShare';

const RATINGS = ['A', 'B', 'C', 'D', 'E'];

/** A value in its unit, for people. */
export function formatValue(
  unit: MetricUnit,
  value: number,
  t: Translate,
  locale: string,
): string {
  switch (unit) {
    case 'seconds':
      return formatDuration(value, t);
    case 'perDay':
      return formatFrequency(value, t, locale);
    case 'ratio':
      return formatShare(value, t, locale);
    case 'lines':
    case 'people':
      return t(`format.${unit}`, {
        count: value,
        amount: formatNumber(value, locale),
      });
    case 'points':
      return t('format.estimate', {
        count: value,
        amount: formatNumber(value, locale),
      });
    case 'rating':
      return RATINGS[Math.round(value) - 1];
    default:
      return formatNumber(value, locale);
  }
}
