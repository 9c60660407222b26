import {
  describeFrequency,
  frequencyUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatText } from './formatText';

/** A rate for people: "3.2 per week"; a difference is told in the unit of the rate it belongs to. */
export function formatFrequency(
  perDay: number,
  t: Translate,
  locale: string,
  unit = frequencyUnit(perDay),
): string {
  return formatText(describeFrequency(perDay, locale, unit), t);
}
