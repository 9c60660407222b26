import type { MetricUnit } from '@sei-platform/plugin-engineering-insights-common';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const DAYS_PER_WEEK = 7;
const DAYS_PER_MONTH = 365.25 / 12;
const RATINGS = ['A', 'B', 'C', 'D', 'E'];

function numberText(value: number): string {
  return new Intl.NumberFormat('en', {
    maximumFractionDigits: Math.abs(value) < 9.95 ? 1 : 0,
  }).format(value);
}

function durationText(seconds: number): string {
  if (seconds < MINUTE) return 'under 1 min';
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const two = (first: string, rest: number, unit: string) =>
    rest === 0 ? first : `${first} ${rest} ${unit}`;
  if (minutes < 24 * 60) {
    return two(`${Math.floor(minutes / 60)} h`, minutes % 60, 'min');
  }
  const hours = Math.round(seconds / HOUR);
  return hours < 14 * 24
    ? two(`${Math.floor(hours / 24)} d`, hours % 24, 'h')
    : `${Math.round(seconds / DAY)} d`;
}

function frequencyText(perDay: number): string {
  if (perDay >= 1) return `${numberText(perDay)} per day`;
  const perWeek = perDay * DAYS_PER_WEEK;
  return perWeek >= 1
    ? `${numberText(perWeek)} per week`
    : `${numberText(perDay * DAYS_PER_MONTH)} per month`;
}

function shareText(ratio: number): string {
  const percent = ratio * 100;
  const isAtTheEdge =
    (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  const text = new Intl.NumberFormat('en', {
    maximumFractionDigits: isAtTheEdge ? 1 : 0,
  }).format(percent);
  return `${text} %`;
}

/** A value in its unit, in English, as the cards say it. */
export function valueText(unit: MetricUnit, value: number): string {
  switch (unit) {
    case 'seconds':
      return durationText(value);
    case 'perDay':
      return frequencyText(value);
    case 'ratio':
      return shareText(value);
    case 'lines':
    case 'points':
      return `${numberText(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
    case 'people':
      return `${numberText(value)} ${value === 1 ? 'person' : 'people'}`;
    case 'rating':
      return RATINGS[Math.round(value) - 1];
    default:
      return numberText(value);
  }
}
