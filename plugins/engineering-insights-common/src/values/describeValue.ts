import type { MetricUnit } from '../metrics';
import { describeDuration } from './describeDuration';
import { describeFrequency, frequencyUnit } from './describeFrequency';
import { describeShare } from './describeShare';
import { numberText } from './numberText';
import type { ValueText } from './valueTexts';

const RATINGS = ['A', 'B', 'C', 'D', 'E'];

/** How a value in its unit is written, wherever it is: the text that says it, or what needs none. */
export function describeValue(
  unit: MetricUnit,
  value: number,
  locale: string,
): ValueText | string {
  switch (unit) {
    case 'seconds':
      return describeDuration(value);
    case 'perDay':
      return describeFrequency(value, locale, frequencyUnit(value));
    case 'ratio':
      return describeShare(value, locale);
    case 'lines':
    case 'people':
    case 'points':
      return {
        key: unit === 'points' ? 'estimate' : unit,
        parameters: { count: value, amount: numberText(value, locale) },
      };
    case 'rating':
      return RATINGS[Math.round(value) - 1];
    default:
      return numberText(value, locale);
  }
}
