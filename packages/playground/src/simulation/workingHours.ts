import { IANAZone } from 'luxon';
import { DAY, HOUR, MINUTE, weekdayOf } from './time';

export interface WorkingHours {
  /** IANA name. */
  readonly zone: string;
  readonly startHour: number;
  readonly endHour: number;
}

const offsets = new Map<string, number>();

function offsetSeconds(zone: string, at: number): number {
  const key = `${zone} ${Math.floor(at / DAY)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = IANAZone.create(zone).offset(at * 1000) * MINUTE;
  offsets.set(key, offset);
  return offset;
}

/** Local dates on which the company is closed: weekends and the turn of the year. */
export function isClosed(localSeconds: number): boolean {
  if (weekdayOf(localSeconds) > 5) return true;
  const date = new Date(localSeconds * 1000);
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  return (month === 11 && day >= 24) || (month === 0 && day === 1);
}

/** The instant at which so much working time has passed since `from`. */
export function addWorkingTime(options: {
  hours: WorkingHours;
  from: number;
  seconds: number;
}): number {
  const { hours } = options;
  let at = options.from;
  let left = Math.max(0, Math.round(options.seconds));
  for (;;) {
    const offset = offsetSeconds(hours.zone, at);
    const localDay = Math.floor((at + offset) / DAY) * DAY;
    const opens = localDay + hours.startHour * HOUR - offset;
    const closes = localDay + hours.endHour * HOUR - offset;
    if (at < closes && !isClosed(localDay)) {
      at = Math.max(at, opens);
      if (at + left < closes) return at + left;
      left -= closes - at;
    }
    at = localDay + DAY - offset;
  }
}
