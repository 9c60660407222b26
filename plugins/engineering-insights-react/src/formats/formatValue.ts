import {
  describeValue,
  type MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Translate } from '../messages/Translate';
import { formatText } from './formatText';

/** A value in its unit, for people. */
export function formatValue(
  unit: MetricUnit,
  value: number,
  t: Translate,
  locale: string,
): string {
  const described = describeValue(unit, value, locale);
  return typeof described === 'string' ? described : formatText(described, t);
}
