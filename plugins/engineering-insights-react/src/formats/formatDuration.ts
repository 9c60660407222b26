import type { Translate } from '../messages/Translate';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration for people: under 1 min · 43 min · 5 h 20 min · 2 d 4 h (below 14 d) · 23 d. */
export function formatDuration(seconds: number, t: Translate): string {
  if (seconds < MINUTE) return t('format.underOneMinute');
  const wholeMinutes = Math.round(seconds / MINUTE);
  if (wholeMinutes < 60)
    return t('format.minutes', { minutes: String(wholeMinutes) });
  if (wholeMinutes < 24 * 60) {
    const hours = String(Math.floor(wholeMinutes / 60));
    const minutes = wholeMinutes % 60;
    return minutes === 0
      ? t('format.hours', { hours })
      : t('format.hoursMinutes', { hours, minutes: String(minutes) });
  }
  const wholeHours = Math.round(seconds / HOUR);
  if (wholeHours < 14 * 24) {
    const days = String(Math.floor(wholeHours / 24));
    const hours = wholeHours % 24;
    return hours === 0
      ? t('format.days', { days })
      : t('format.daysHours', { days, hours: String(hours) });
  }
  return t('format.days', { days: String(Math.round(seconds / DAY)) });
}
