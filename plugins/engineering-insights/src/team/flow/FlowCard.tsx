import {
  MetricCard,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { caveatOf } from '../../cards/caveatOf';
import { contributorText } from '../../cards/contributorText';
import { unknownNotice } from '../../cards/unknownNotice';
import { metricValueText, rateUnitOf } from '../../page/metricWords';
import type { SectionMetric } from '../section/SectionNumbers';
import { useTeamContext } from '../state/TeamContext';
import { flowCardTexts, knownValue } from './flowCardTexts';
import type { FlowCardId } from './flowCardTexts';

export interface FlowCardProps extends SectionMetric {
  readonly metricId: FlowCardId;
  /** The days of the window that is shown. */
  readonly days: number;
}

/** One metric of how work flows, in any state. */
export function FlowCard({
  metricId,
  definition,
  metric,
  days,
}: FlowCardProps) {
  const formats = useFormats();
  const isRow = useLayoutSize() === 'narrow';
  const { update } = useTeamContext();
  const value = knownValue(metric);
  const shared = {
    title: definition.title,
    unit: definition.unit,
    rateUnit: rateUnitOf(metricId),
    series: metric?.series ?? [],
    isRow,
    onOpen: () => update({ explainedMetricId: metricId }),
  };
  if (!metric || !value)
    return (
      <MetricCard
        {...shared}
        notice={unknownNotice(metric?.value, { days, formats })}
      />
    );
  const contributor = contributorText(metric, formats);
  const isMuted = value.status === 'insufficientSample';
  return (
    <MetricCard
      {...shared}
      {...flowCardTexts(metricId, value, metric.measuredAs, formats)}
      value={metricValueText(definition, value.value, formats)}
      number={value.value}
      isMuted={isMuted}
      caveat={caveatOf({ value, definition, days, formats })}
      change={isMuted ? undefined : metric.change}
      // None of these has bands.
      band={null}
      contributor={contributor}
      // A card of a phone needs a line more for it.
      isRollUp={isRow && contributor !== undefined}
    />
  );
}
