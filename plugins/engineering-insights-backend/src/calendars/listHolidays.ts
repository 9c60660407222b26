import Holidays from 'date-holidays';
import type { HolidayPlace } from './Calendar';

/** From `start` until before `end`. */
export interface Holiday {
  readonly start: Date;
  readonly end: Date;
}

/** The public holidays of a place that begin in some years, as they pass on the clock of a time zone. */
export function listHolidays(options: {
  readonly place: HolidayPlace;
  readonly timeZone: string;
  readonly fromYear: number;
  readonly toYear: number;
}): readonly Holiday[] {
  const { place, timeZone, fromYear, toYear } = options;
  const { country, state = '', region = '' } = place;
  const source = new Holidays(country, state, region, {
    types: ['public'],
    timezone: timeZone,
  });
  const holidays: Holiday[] = [];
  for (let year = fromYear; year <= toYear; year += 1) {
    holidays.push(...source.getHolidays(year));
  }
  return holidays;
}
