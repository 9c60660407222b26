import { ConfigReader } from '@backstage/config';
import { describeCalendar } from './describeCalendar';
import { readCalendars } from './readCalendars';

const read = (calendars?: unknown) =>
  readCalendars(
    new ConfigReader({
      ...(calendars !== undefined && { engineeringInsights: { calendars } }),
    } as never),
  );

describe('readCalendars', () => {
  it('has a default calendar where nothing is configured', () => {
    expect(read()).toEqual([
      {
        name: 'default',
        timeZone: 'UTC',
        workingDays: [1, 2, 3, 4, 5],
        hours: { from: '09:00', to: '17:00' },
      },
    ]);
  });

  it('reads the default calendar and named ones, each with its own defaults', () => {
    const calendars = read({
      default: {
        timeZone: 'Europe/Berlin',
        holidays: { country: 'DE', state: 'BY', region: 'A' },
      },
      byAnnotation: {
        'night.shift_2': {
          workingDays: ['sun', 'mon'],
          hours: { from: '00:00', to: '24:00' },
        },
      },
    });
    expect(calendars).toEqual([
      {
        name: 'default',
        timeZone: 'Europe/Berlin',
        workingDays: [1, 2, 3, 4, 5],
        hours: { from: '09:00', to: '17:00' },
        holidays: { country: 'DE', state: 'BY', region: 'A' },
      },
      {
        name: 'night.shift_2',
        timeZone: 'UTC',
        workingDays: [1, 7],
        hours: { from: '00:00', to: '24:00' },
      },
    ]);
    expect(calendars.map(describeCalendar)).toEqual([
      'Mon–Fri 09:00–17:00 Europe/Berlin, public holidays of DE-BY-A',
      'Mon, Sun 00:00–24:00 UTC',
    ]);
  });

  it.each([
    [
      { default: { timeZone: 'Europe/Berlinn' } },
      'default.timeZone: "Europe/Berlinn" is no time zone. Give a name of the IANA list, such as Europe/Berlin or UTC.',
    ],
    [
      { default: { timeZone: 1 } },
      'default.timeZone: give the name of a time zone, such as Europe/Berlin.',
    ],
    [
      { byAnnotation: { a: { workingDays: ['mon', 'friday'] } } },
      'byAnnotation.a.workingDays.1: "friday" is no day of the week. Known are mon, tue, wed, thu, fri, sat, sun.',
    ],
    [
      { byAnnotation: { a: { workingDays: [] } } },
      'byAnnotation.a.workingDays: name one day at least.',
    ],
    [
      { default: { hours: { from: '22:00', to: '06:00' } } },
      'default.hours: the working hours end before they begin. Give a "to" that is later than "from": what goes past midnight is no calendar, and "24:00" is the end of a day.',
    ],
    [
      { default: { hours: { to: '24:30' } } },
      'default.hours.to: give a time as HH:mm from "00:00" to "24:00", such as "09:00".',
    ],
    [
      { default: { hours: { from: 540 } } },
      'default.hours.from: give a time in quotes, such as "09:00".',
    ],
    [
      { default: { holidays: { country: 'Germany' } } },
      'default.holidays.country: the public holidays of "Germany" are not known. Give the two letters of a country, such as DE, or leave holidays out.',
    ],
    [
      { default: { holidays: {} } },
      'default.holidays.country: give the two letters of a country, such as DE.',
    ],
    [
      { default: { holidays: { country: 'AU', state: 'XX' } } },
      'default.holidays.state: AU has no state "XX". Known are ACT, NSW, NT, QLD, SA, TAS, VIC, WA.',
    ],
    [
      { default: { holidays: { country: 'JP', state: 'XX' } } },
      'default.holidays.state: JP has no state "XX". Leave it out.',
    ],
    [
      { default: { holidays: { country: 'DE', region: 'A' } } },
      'default.holidays.region: "A" is a region of a state. Give the state too, or leave the region out.',
    ],
    [
      { default: { holidays: { country: 'DE', state: 'BY', region: 'M' } } },
      'default.holidays.region: DE-BY has no region "M". Known are A, KATH, EVANG.',
    ],
    [{ berlin: {} }, ': Unrecognized key: "berlin"'],
    [
      { byAnnotation: { default: {} } },
      'byAnnotation.default: a name is of letters, digits, dots, underscores and dashes, and "default" is the name of the other one. Rename the calendar.',
    ],
    [
      { byAnnotation: { 'new york': {} } },
      'byAnnotation.new york: a name is of letters, digits, dots, underscores and dashes, and "default" is the name of the other one. Rename the calendar.',
    ],
  ])('says of %j what to write', (calendars, message) => {
    const separator = message.startsWith(':') ? '' : '.';
    expect(() => read(calendars)).toThrow(
      `engineeringInsights.calendars${separator}${message}`,
    );
  });
});
