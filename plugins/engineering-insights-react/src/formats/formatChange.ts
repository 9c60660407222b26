import {
  frequencyUnit,
  numberFormat,
  type Change,
  type Clock,
  type FrequencyUnit,
  type MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatDuration } from './formatDuration';
import { formatCount } from './formatCount';
import { formatFrequency } from './formatFrequency';
import { formatValue } from './formatValue';
import { formatWorkingDuration } from './formatWorkingDuration';

export type ComparableChange = Extract<Change, { difference: number }>;

/** A change, the unit of its metric, and the present value, whose own scale the change is told in. */
export interface ChangeInput {
  readonly change: ComparableChange;
  readonly unit: MetricUnit;
  readonly value?: number;
  /** The unit that a rate is told in, where it is not chosen by the value. */
  readonly rateUnit?: FrequencyUnit;
  /** By which a duration was measured; elapsed time where absent. */
  readonly clock?: Clock;
}

function formatPoints(
  difference: number,
  t: Translate,
  locale: string,
): string {
  const points = Math.abs(difference) * 100;
  const rounded =
    points < 1 ? Math.round(points * 10) / 10 : Math.round(points);
  const amount = numberFormat(locale, 1).format(rounded);
  return t('format.points', { count: rounded, amount });
}

/** The change in its unit: "6 h shorter", "2 points lower", "0.8 per week more". */
export function formatDifference(
  { change, unit, value, rateUnit, clock }: ChangeInput,
  t: Translate,
  locale: string,
): string {
  const { difference } = change;
  if (difference === 0) return t('format.unchanged');
  const isLess = difference < 0;
  const size = Math.abs(difference);
  switch (unit) {
    case 'seconds':
      return t(isLess ? 'format.shorter' : 'format.longer', {
        amount:
          clock === 'working'
            ? formatWorkingDuration(size, t, locale)
            : formatDuration(size, t),
      });
    case 'ratio':
      return t(isLess ? 'format.lower' : 'format.higher', {
        amount: formatPoints(difference, t, locale),
      });
    case 'perDay':
      return t(isLess ? 'format.fewer' : 'format.more', {
        amount: formatFrequency(
          size,
          t,
          locale,
          rateUnit ?? frequencyUnit(value ?? size),
        ),
      });
    case 'lines':
    case 'people':
    case 'points':
      return t(isLess ? 'format.fewer' : 'format.more', {
        amount: formatValue(unit, size, t, locale),
      });
    case 'rating':
      return t(isLess ? 'format.lower' : 'format.higher', {
        amount: formatCount(size, locale),
      });
    default:
      return t(isLess ? 'format.fewer' : 'format.more', {
        amount: formatCount(size, locale),
      });
  }
}

/** The change with its verdict: "6 h shorter, better"; an unclear one is only called that. */
export function formatChange(
  input: ChangeInput,
  t: Translate,
  locale: string,
): string {
  const { change } = input;
  if (change.verdict === 'noClearChange') return t('format.noClearChange');
  const difference = formatDifference(input, t, locale);
  if (change.verdict === 'neutral') return difference;
  return t('format.withVerdict', {
    change: difference,
    verdict: t(change.verdict === 'better' ? 'format.better' : 'format.worse'),
  });
}
