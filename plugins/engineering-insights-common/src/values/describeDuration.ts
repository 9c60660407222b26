import type { ValueText } from './valueTexts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration for people: under 1 min · 43 min · 5 h 20 min · 2 d 4 h (below 14 d) · 23 d. */
export function describeDuration(seconds: number): ValueText {
  if (seconds < MINUTE) return { key: 'underOneMinute', parameters: {} };
  const wholeMinutes = Math.round(seconds / MINUTE);
  if (wholeMinutes < 60) {
    return { key: 'minutes', parameters: { minutes: String(wholeMinutes) } };
  }
  if (wholeMinutes < 24 * 60) {
    const hours = String(Math.floor(wholeMinutes / 60));
    const minutes = wholeMinutes % 60;
    return minutes === 0
      ? { key: 'hours', parameters: { hours } }
      : {
          key: 'hoursMinutes',
          parameters: { hours, minutes: String(minutes) },
        };
  }
  const wholeHours = Math.round(seconds / HOUR);
  if (wholeHours < 14 * 24) {
    const days = String(Math.floor(wholeHours / 24));
    const hours = wholeHours % 24;
    return hours === 0
      ? { key: 'days', parameters: { days } }
      : { key: 'daysHours', parameters: { days, hours: String(hours) } };
  }
  return {
    key: 'days',
    parameters: { days: String(Math.round(seconds / DAY)) },
  };
}
