import type { Calendar } from './Calendar';

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The working hours of a calendar for people: `Mon–Fri 09:00–17:00 Europe/Berlin, public holidays of DE-BY`. */
export function describeCalendar(calendar: Calendar): string {
  const { timeZone, workingDays, hours, holidays } = calendar;
  const first = workingDays[0];
  const last = workingDays[workingDays.length - 1];
  const isRun = last - first + 1 === workingDays.length && last - first > 1;
  const days = isRun
    ? `${NAMES[first - 1]}–${NAMES[last - 1]}`
    : workingDays.map(day => NAMES[day - 1]).join(', ');
  const text = `${days} ${hours.from}–${hours.to} ${timeZone}`;
  if (!holidays) return text;
  const { country, state, region } = holidays;
  const place = [country, state, region].filter(part => part !== undefined);
  return `${text}, public holidays of ${place.join('-')}`;
}
