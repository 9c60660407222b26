import type { Calendar } from './Calendar';
import { listCalendarDays } from './listCalendarDays';

const standard: Calendar = {
  name: 'default',
  timeZone: 'Europe/Berlin',
  workingDays: [1, 2, 3, 4, 5],
  hours: { from: '09:00', to: '17:00' },
};

function daysOf(calendar: Partial<Calendar>, year = 2026) {
  const days = listCalendarDays({
    calendar: { ...standard, ...calendar },
    fromYear: year,
    toYear: year,
  });
  return {
    days,
    day: (date: string) => {
      const { startsAt, endsAt } = days.find(({ day }) => day === date)!;
      return [startsAt, endsAt].map(at => at.replace('.000Z', 'Z'));
    },
  };
}

describe('listCalendarDays', () => {
  it('has every day of its years and the next one, from which on nothing is known', () => {
    const { days } = daysOf({});
    expect(days).toHaveLength(366);
    expect(days[0]).toEqual({
      day: '2026-01-01',
      startsAt: '2026-01-01T08:00:00.000Z',
      endsAt: '2026-01-01T16:00:00.000Z',
      secondsBefore: 0,
    });
    // 2026 has 261 days from Monday to Friday.
    expect(days.slice(-2)).toEqual([
      {
        day: '2026-12-31',
        startsAt: '2026-12-31T08:00:00.000Z',
        endsAt: '2026-12-31T16:00:00.000Z',
        secondsBefore: 260 * 8 * 3_600,
      },
      {
        day: '2027-01-01',
        startsAt: '2026-12-31T23:00:00.000Z',
        endsAt: '2026-12-31T23:00:00.000Z',
        secondsBefore: null,
      },
    ]);
  });

  it('has the hours of the clock on the wall on both sides of its changes', () => {
    const { day } = daysOf({});
    expect(day('2026-03-27')[0]).toBe('2026-03-27T08:00:00Z');
    expect(day('2026-03-30')[0]).toBe('2026-03-30T07:00:00Z');
    expect(day('2026-10-23')[0]).toBe('2026-10-23T07:00:00Z');
    expect(day('2026-10-26')[0]).toBe('2026-10-26T08:00:00Z');
  });

  it('counts 23 and 25 hours of whole days on which the clock changes', () => {
    const { day } = daysOf({
      workingDays: [7],
      hours: { from: '00:00', to: '24:00' },
    });
    const hours = (date: string) => {
      const [from, to] = day(date).map(at => Date.parse(at));
      return (to - from) / 3_600_000;
    };
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-11-01')).toBe(24);
  });

  it('has no working time in an hour that the clock leaves out', () => {
    const { day } = daysOf({
      workingDays: [7],
      hours: { from: '02:30', to: '03:00' },
    });
    const [from, to] = day('2026-03-29');
    expect(to).toBe(from);
  });

  it('begins a day without midnight at its first instant', () => {
    // In Cairo the clock goes from 24:00 of the last Thursday of April to 01:00.
    const { day } = daysOf({
      timeZone: 'Africa/Cairo',
      hours: { from: '00:00', to: '24:00' },
    });
    expect(day('2026-04-24')).toEqual([
      '2026-04-23T22:00:00Z',
      '2026-04-24T21:00:00Z',
    ]);
    // A free day too, after it.
    expect(day('2026-04-25')[0]).toBe('2026-04-24T21:00:00Z');
    expect(day('2026-04-27')[0]).toBe('2026-04-26T21:00:00Z');
  });

  it.each([
    ['DE', undefined, '2026-12-25', true],
    // Epiphany is a holiday in Bavaria, not in Berlin.
    ['DE', 'BY', '2026-01-06', true],
    ['DE', 'BE', '2026-01-06', false],
    ['DE', 'BE', '2026-12-24', false],
    // The Fourth of July of 2026 is a Saturday and is kept on Friday.
    ['US', undefined, '2026-07-03', true],
  ])('of %s %s %s is free: %s', (country, state, date, isFree) => {
    const { day } = daysOf({
      timeZone: 'America/Los_Angeles',
      holidays: { country, state },
    });
    const [from, to] = day(date);
    expect(from === to).toBe(isFree);
  });

  it('ends the day where half a holiday begins, and frees the days of a long one', () => {
    const iceland = daysOf({
      timeZone: 'Atlantic/Reykjavik',
      holidays: { country: 'IS' },
    });
    expect(iceland.day('2026-12-24')).toEqual([
      '2026-12-24T09:00:00Z',
      '2026-12-24T13:00:00Z',
    ]);
    const saudiArabia = daysOf({
      timeZone: 'Asia/Riyadh',
      workingDays: [7, 1, 2, 3, 4],
      holidays: { country: 'SA' },
    });
    // It begins in the evening of 18 March and takes four days.
    expect(saudiArabia.day('2026-03-18')).toEqual([
      '2026-03-18T06:00:00Z',
      '2026-03-18T14:00:00Z',
    ]);
    const [from, to] = saudiArabia.day('2026-03-22');
    expect(from).toBe(to);
    expect(saudiArabia.day('2026-03-23')[0]).toBe('2026-03-23T06:00:00Z');
  });
});
