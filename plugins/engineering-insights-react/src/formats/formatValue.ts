import type { MetricUnit } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatDuration } from './formatDuration';
import { formatFrequency } from './formatFrequency';
import { formatNumber } from './formatNumber';
import { formatShare } from './formatShare';

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
    default:
      return formatNumber(value, locale);
  }
}
