import {
  englishValue,
  type MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { englishTexts } from '../__testUtils__/translate';
import { formatChange } from './formatChange';
import type { ComparableChange } from './formatChange';
import { formatAgo, formatDayRange, formatInstantUtc } from './formatDates';
import { formatDuration } from './formatDuration';
import { formatFrequency } from './formatFrequency';
import { formatShare } from './formatShare';
import { formatValue } from './formatValue';

const t = englishTexts();
/** Read with plain spaces; where a line may not break has a test of its own. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('formatDuration', () => {
  it.each([
    [0, 'under 1 min'],
    [59, 'under 1 min'],
    [MINUTE, '1 min'],
    [43 * MINUTE, '43 min'],
    [59.6 * MINUTE, '1 h'],
    [5 * HOUR + 20 * MINUTE, '5 h 20 min'],
    [23 * HOUR + 59.7 * MINUTE, '1 d'],
    [28 * HOUR, '1 d 4 h'],
    [2 * DAY + 4 * HOUR, '2 d 4 h'],
    [13 * DAY + 23 * HOUR, '13 d 23 h'],
    [14 * DAY, '14 d'],
    [23.4 * DAY, '23 d'],
  ])('%d s is %s', (seconds, expected) => {
    expect(spaced(formatDuration(seconds, t))).toBe(expected);
  });
});

describe('a number and its unit', () => {
  it('stay on one line, and the parts of a duration need not', () => {
    expect(formatDuration(5 * HOUR + 20 * MINUTE, t)).toBe(
      '5\u00a0h 20\u00a0min',
    );
    expect(formatShare(0.07, t, 'en')).toBe('7\u00a0%');
  });
});

describe('formatFrequency', () => {
  it.each([
    [12.34, '12 per day'],
    [1, '1 per day'],
    [41 / 90, '3.2 per week'],
    [1 / 7, '1 per week'],
    [1 / 30.4375, '1 per month'],
    [0, '0 per month'],
  ])('%d per day is %s', (perDay, expected) => {
    expect(formatFrequency(perDay, t, 'en')).toBe(expected);
  });

  it('writes numbers as the locale does', () => {
    expect(formatFrequency(41 / 90, t, 'de')).toBe('3,2 per week');
  });
});

describe('formatShare', () => {
  it.each([
    [3 / 41, '7 %'],
    [0, '0 %'],
    [1, '100 %'],
    [0.004, '0.4 %'],
    [0.996, '99.6 %'],
  ])('%d is %s', (ratio, expected) => {
    expect(spaced(formatShare(ratio, t, 'en'))).toBe(expected);
  });
});

describe('a value as a card writes it', () => {
  const UNITS: readonly MetricUnit[] = [
    'seconds',
    'perDay',
    'ratio',
    'count',
    'lines',
    'points',
    'people',
  ];
  // Around every threshold and by powers: shares lie below 1, durations reach years.
  const VALUES = [0, 0.5, 1, 1.04, 2, 9.94, 9.96, 59, 60, 1234].flatMap(value =>
    [1e-4, 1e-2, 1, 60, 3_600, 86_400].map(scale => value * scale),
  );

  it.each(UNITS)('is what a badge writes in English: %s', unit => {
    for (const value of VALUES) {
      expect([value, formatValue(unit, value, t, 'en')]).toEqual([
        value,
        englishValue(unit, value),
      ]);
    }
  });

  it.each([1, 2, 3, 4, 5])('is what a badge writes of the rating %d', value => {
    expect(formatValue('rating', value, t, 'en')).toBe(
      englishValue('rating', value),
    );
  });

  it.each([
    ['lines', 1, '1 line'],
    ['lines', 1234, '1,234 lines'],
    ['people', 1, '1 person'],
    ['points', 5, '5 points'],
    ['count', 12, '12'],
    ['rating', 2, 'B'],
  ] as const)('reads in %s: %d as %s', (unit, value, expected) => {
    expect(formatValue(unit, value, t, 'en')).toBe(expected);
  });
});

describe('formatChange', () => {
  const better = (difference: number): ComparableChange => ({
    verdict: 'better',
    difference,
    isClear: true,
  });
  const worse = (difference: number): ComparableChange => ({
    verdict: 'worse',
    difference,
    isClear: true,
  });

  it.each([
    [{ change: better(-6 * HOUR), unit: 'seconds' }, '6 h shorter, better'],
    [
      { change: worse(90 * MINUTE), unit: 'seconds' },
      '1 h 30 min longer, worse',
    ],
    [{ change: better(-0.02), unit: 'ratio' }, '2 points lower, better'],
    [{ change: worse(0.01), unit: 'ratio' }, '1 point higher, worse'],
    [
      { change: better(0.1), unit: 'perDay', value: 41 / 90 },
      '0.7 per week more, better',
    ],
    [
      {
        change: { verdict: 'noClearChange', difference: 5, isClear: false },
        unit: 'seconds',
      },
      'no clear change',
    ],
    [
      {
        change: { verdict: 'neutral', difference: -3, isClear: true },
        unit: 'count',
      },
      '3 fewer',
    ],
  ] as const)('%j is %s', (input, expected) => {
    expect(spaced(formatChange(input, t, 'en'))).toBe(expected);
  });
});

describe('dates', () => {
  it('prints a half-open window with its last day included', () => {
    const window = { from: '2026-08-25T00:00:00Z', to: '2026-11-23T00:00:00Z' };
    expect(formatDayRange(window, 'en')).toEqual({
      from: '25 Aug',
      to: '22 Nov 2026',
    });
  });

  it('prints both years of a window over New Year', () => {
    expect(
      formatDayRange({ from: '2025-12-01', to: '2026-01-11' }, 'en'),
    ).toEqual({
      from: '1 Dec 2025',
      to: '10 Jan 2026',
    });
  });

  it('says UTC where it is UTC', () => {
    expect(formatInstantUtc('2026-11-22T14:05:00+01:00', t, 'en')).toBe(
      '22 Nov 2026, 13:05 UTC',
    );
  });

  it.each([
    [10, 'just now'],
    [240, '4 min ago'],
    [2 * 86400, '2 d ago'],
  ])('%d s before is %s', (seconds, expected) => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(
      spaced(formatAgo(new Date(now - seconds * 1000).toISOString(), now, t)),
    ).toBe(expected);
  });
});
