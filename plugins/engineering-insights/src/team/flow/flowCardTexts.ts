import type {
  MeasuredAs,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import type { KnownValue } from '../../cards/caveatOf';
import { leftOutText } from '../../cards/leftOutText';

export const FLOW_CARDS = [
  'flow.throughput',
  'flow.cycle-time',
  'flow.time-to-first-review',
  'flow.pull-request-size',
] as const;
export type FlowCardId = (typeof FLOW_CARDS)[number];

const MEANINGS = {
  'flow.throughput': 'team.cards.throughputMeaning',
  'flow.cycle-time': 'team.cards.cycleTimeMeaning',
  'flow.time-to-first-review': 'team.cards.firstReviewMeaning',
  'flow.pull-request-size': 'team.cards.sizeMeaning',
} as const;

/** The small words of a card: what its number is, and what it is made of. */
export function flowCardTexts(
  metricId: FlowCardId,
  value: KnownValue,
  measuredAs: MeasuredAs | undefined,
  formats: Formats,
): { readonly meaning: string; readonly footer: string } {
  const { t, counted } = formats;
  const included = t('team.cards.pullRequests', counted(value.sampleSize));
  return {
    meaning: t(MEANINGS[metricId], {
      statistic: t(`measuring.name.${measuredAs?.statistic ?? 'p50'}`),
    }),
    footer: leftOutText(included, value, formats),
  };
}

/** Whether a metric's value is known. */
export function knownValue(metric?: MetricAnswer): KnownValue | undefined {
  return metric && 'value' in metric.value ? metric.value : undefined;
}
