import type { MetricUnit } from '../metrics';
import { describeValue } from './describeValue';
import { VALUE_TEXTS, type ValueTextKey } from './valueTexts';

const PLURALS = new Intl.PluralRules('en');

function textOf(key: ValueTextKey, count: string | number | undefined): string {
  const texts: Readonly<Record<string, string>> = VALUE_TEXTS;
  return typeof count === 'number'
    ? texts[`${key}_${PLURALS.select(count)}`]
    : texts[key];
}

/** A value in its unit, in English, for where there is no reader's language. */
export function englishValue(unit: MetricUnit, value: number): string {
  const described = describeValue(unit, value, 'en');
  if (typeof described === 'string') return described;
  const { key, parameters } = described;
  return textOf(key, parameters.count).replace(/\{\{(\w+)\}\}/g, (_, name) =>
    String(parameters[name]),
  );
}
