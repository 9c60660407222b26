import type { MetricValue } from '@sei-platform/plugin-engineering-insights-common';
import type {
  Formats,
  MetricCardProps,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';

/** Why a card has no value, and what can be done about it. */
export function unknownNotice(
  value: MetricValue | undefined,
  { days, formats }: { readonly days: number; readonly formats: Formats },
): NonNullable<MetricCardProps['notice']> {
  if (!value?.reason) return { sentence: formats.t('dora.cards.missing') };
  const { sentence, action } = describeReason(value.reason, { days, formats });
  // Its action is a button, which a card that is one has no place for: it stands above the cards.
  return value.reason.code === 'noDataInWindow'
    ? { sentence }
    : { sentence, action };
}
