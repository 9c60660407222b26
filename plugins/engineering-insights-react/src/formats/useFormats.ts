import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Clock,
  FrequencyUnit,
  MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { useMemo } from 'react';
import { engineeringInsightsTranslationRef } from '../messages';
import type { Translate } from '../messages';
import { useClock } from './Clock';
import {
  formatAgo,
  formatDate,
  formatDay,
  formatDayRange,
  formatInstant,
  formatInstantUtc,
} from './formatDates';
import { formatChange } from './formatChange';
import type { ChangeInput } from './formatChange';
import { formatCount } from './formatCount';
import { formatDuration } from './formatDuration';
import { formatFrequency } from './formatFrequency';
import { formatShare } from './formatShare';
import { formatValue } from './formatValue';
import { formatWorkingDuration } from './formatWorkingDuration';

/** The formats in one language and locale. */
export interface Formats {
  readonly t: Translate;
  readonly locale: string;
  /** By the clock that its place names. */
  duration(seconds: number): string;
  share(ratio: number): string;
  count(count: number): string;
  /** For messages with a plural form: which form, and the number as it is shown. */
  counted(count: number): { count: number; amount: string };
  value(unit: MetricUnit, value: number): string;
  /** In this unit, whatever the rate: "14 per week". */
  rate(perDay: number, unit: FrequencyUnit): string;
  change(input: ChangeInput): string;
  day(iso: string): string;
  date(iso: string): string;
  dayRange(window: { from: string; to: string }): { from: string; to: string };
  instant(iso: string): string;
  instantUtc(iso: string): string;
  ago(iso: string, now?: number): string;
}

/** The formats of one language and locale, outside of a component. */
export function createFormats(
  t: Translate,
  locale: string,
  clock: Clock = 'elapsed',
): Formats {
  const duration = (seconds: number) =>
    clock === 'working'
      ? formatWorkingDuration(seconds, t, locale)
      : formatDuration(seconds, t);
  return {
    t,
    locale,
    duration,
    share: (ratio: number) => formatShare(ratio, t, locale),
    count: (count: number) => formatCount(count, locale),
    counted: (count: number) => ({ count, amount: formatCount(count, locale) }),
    value: (unit: MetricUnit, value: number) =>
      unit === 'seconds'
        ? duration(value)
        : formatValue(unit, value, t, locale),
    rate: (perDay: number, unit: FrequencyUnit) =>
      formatFrequency(perDay, t, locale, unit),
    change: (input: ChangeInput) =>
      formatChange({ clock, ...input }, t, locale),
    day: (iso: string) => formatDay(iso, locale),
    date: (iso: string) => formatDate(iso, locale),
    dayRange: (window: { from: string; to: string }) =>
      formatDayRange(window, locale),
    instant: (iso: string) => formatInstant(iso, locale),
    instantUtc: (iso: string) => formatInstantUtc(iso, t, locale),
    ago: (iso: string, now: number = Date.now()) => formatAgo(iso, now, t),
  };
}

/** The formats in the reader's language and locale, by the clock of where they are used. */
export function useFormats(): Formats {
  const translation = useTranslationRef(engineeringInsightsTranslationRef);
  // Through unknown: comparing the two types takes as long as checking by Backstage's.
  const t = translation.t as unknown as Translate;
  const locale = typeof navigator === 'undefined' ? 'en' : navigator.language;
  const clock = useClock();
  return useMemo(() => createFormats(t, locale, clock), [t, locale, clock]);
}
