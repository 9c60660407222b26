import { numberText } from './numberText';
import type { ValueText } from './valueTexts';

const DAYS_PER_WEEK = 7;
const DAYS_PER_MONTH = 365.25 / 12;

export type FrequencyUnit = 'perDay' | 'perWeek' | 'perMonth';

const DAYS: Readonly<Record<FrequencyUnit, number>> = {
  perDay: 1,
  perWeek: DAYS_PER_WEEK,
  perMonth: DAYS_PER_MONTH,
};

/** The unit a rate is told in: per day from 1, else per week from 1, else per month. */
export function frequencyUnit(perDay: number): FrequencyUnit {
  if (perDay >= 1) return 'perDay';
  return perDay * DAYS_PER_WEEK >= 1 ? 'perWeek' : 'perMonth';
}

/** A rate in a unit, for an axis. */
export function rateIn(perDay: number, unit: FrequencyUnit): number {
  return perDay * DAYS[unit];
}

/** A rate for people: "3.2 per week". */
export function describeFrequency(
  perDay: number,
  locale: string,
  unit: FrequencyUnit,
): ValueText {
  return {
    key: unit,
    parameters: { rate: numberText(rateIn(perDay, unit), locale) },
  };
}
