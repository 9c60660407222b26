import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import type { KnownValue } from './caveatOf';

/** What a number is made of, and how much is not in it: "143 changes, 12 left out". */
export function leftOutText(
  included: string,
  { excluded }: Pick<KnownValue, 'excluded'>,
  { t, count }: Formats,
): string {
  const leftOut = excluded.reduce((sum, { count: amount }) => sum + amount, 0);
  return leftOut > 0
    ? t('dora.cards.leftOut', { included, amount: count(leftOut) })
    : included;
}
