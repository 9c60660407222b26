import type {
  DoraAnswer,
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  MetricCard,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { useDoraContext } from '../state/DoraContext';
import { cardContent } from './cardContent';
import { isRollUp } from './isRollUp';
import type { DoraMetricId } from './cardTexts';

export interface DoraCardProps {
  readonly metricId: DoraMetricId;
  readonly definition: MetricDefinition;
  readonly answer?: MetricAnswer;
  readonly window: DoraAnswer['window'];
}

/** One of the five cards, in any state. */
export function DoraCard(props: DoraCardProps) {
  const { metricId, definition, answer, window } = props;
  const formats = useFormats();
  const layout = useLayoutSize();
  const { entity, update } = useDoraContext();
  const content = cardContent({ ...props, days: window.days, formats });
  return (
    <MetricCard
      title={definition.title}
      unit={definition.unit}
      series={answer?.series ?? []}
      isRow={layout === 'narrow'}
      isRollUp={isRollUp(entity)}
      onOpen={() => update({ explainedMetricId: metricId })}
      {...content}
    />
  );
}
