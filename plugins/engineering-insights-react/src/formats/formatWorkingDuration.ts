import { numberText } from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A duration by the working clock: 43 working min · 5.3 working h · 14 working h. Never days, which have no fixed length there. */
export function formatWorkingDuration(
  seconds: number,
  t: Translate,
  locale: string,
): string {
  if (seconds < MINUTE) return t('format.underOneWorkingMinute');
  const wholeMinutes = Math.round(seconds / MINUTE);
  return wholeMinutes < 60
    ? t('format.workingMinutes', { minutes: String(wholeMinutes) })
    : t('format.workingHours', { hours: numberText(seconds / HOUR, locale) });
}
