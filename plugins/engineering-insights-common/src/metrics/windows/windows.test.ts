import { bucketsOf } from './bucketsOf';
import { lastWindowWithData } from './lastWindowWithData';
import { previousWindow } from './previousWindow';
import { resolveWindow } from './resolveWindow';

const now = '2026-11-22T23:30:00+05:00';

describe('resolveWindow', () => {
  it('takes N days for N UTC calendar days that end with today', () => {
    expect(resolveWindow({ question: { days: 90 }, now })).toEqual({
      from: '2026-08-25T00:00:00.000Z', to: '2026-11-23T00:00:00.000Z', days: 90, bucket: 'week',
    });
  });

  it.each([
    ['this', '2026-10-01T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 53],
    ['last', '2026-07-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z', 92],
  ] as const)('knows %s quarter', (quarter, from, to, days) => {
    expect(resolveWindow({ question: { quarter }, now })).toMatchObject({ from, to, days });
  });

  it('takes dates for midnight in UTC, and instants with their zone', () => {
    expect(resolveWindow({ question: { from: '2026-01-01', to: '2026-01-31T02:00:00+02:00' }, now }))
      .toMatchObject({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z', days: 30 });
  });

  it.each([
    ['2026-01-02', '2026-01-01'],
    ['2026-01-01', '2026-01-01'],
    ['yesterday', '2026-01-01'],
  ])('refuses from %s to %s', (from, to) => {
    expect(resolveWindow({ question: { from, to }, now })).toBeUndefined();
  });

  it('shows months where there would be too many weeks', () => {
    expect(resolveWindow({ question: { days: 365 }, now })?.bucket).toBe('week');
    expect(resolveWindow({ question: { days: 730 }, now })?.bucket).toBe('month');
  });
});

it('the previous window has the same length and ends where this one begins', () => {
  expect(previousWindow({ from: '2026-03-01T00:00:00Z', to: '2026-03-31T00:00:00Z' })).toEqual({
    from: '2026-01-30T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z',
  });
});

it('the last window with data ends with its day', () => {
  expect(lastWindowWithData({ lastDataAt: '2026-01-12T12:00:00Z', days: 30 })).toEqual({
    from: '2025-12-14T00:00:00.000Z', to: '2026-01-13T00:00:00.000Z',
  });
});

describe('bucketsOf', () => {
  it('gives ISO weeks, across the end of a year, and says which are cut', () => {
    expect(bucketsOf({ window: { from: '2026-12-30T00:00:00Z', to: '2027-01-11T00:00:00Z' }, bucket: 'week' })).toEqual([
      { from: '2026-12-28T00:00:00.000Z', to: '2027-01-04T00:00:00.000Z', isCut: true },
      { from: '2027-01-04T00:00:00.000Z', to: '2027-01-11T00:00:00.000Z', isCut: false },
    ]);
  });

  it('gives months, leap days included', () => {
    expect(bucketsOf({ window: { from: '2028-02-01T00:00:00Z', to: '2028-03-02T00:00:00Z' }, bucket: 'month' })).toEqual([
      { from: '2028-02-01T00:00:00.000Z', to: '2028-03-01T00:00:00.000Z', isCut: false },
      { from: '2028-03-01T00:00:00.000Z', to: '2028-04-01T00:00:00.000Z', isCut: true },
    ]);
  });
});
