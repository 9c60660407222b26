import type {
  Band,
  DoraAnswer,
  MetricAnswer,
  MetricDefinition,
  MetricValue,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  MetricCard,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  MetricCardProps,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../reasons/describeReason';
import { useDoraContext } from '../state/DoraContext';
import { cardTexts } from './cardTexts';
import { isRollUp } from './isRollUp';
import type { DoraMetricId } from './cardTexts';

export interface DoraCardProps {
  readonly metricId: DoraMetricId;
  readonly definition: MetricDefinition;
  readonly answer?: MetricAnswer;
  readonly window: DoraAnswer['window'];
}

// Rework has no band at all; the others have none only where it is withheld, and then say nothing.
const WITHOUT_BAND: DoraMetricId = 'dora.deployment-rework-rate';

type Known = Extract<MetricValue, { value: number }>;

function caveatOf(
  value: Known,
  definition: MetricDefinition,
  formats: Formats,
  days: number,
): string | undefined {
  if (value.status === 'insufficientSample') {
    return formats.t('reason.belowMinimumSampleOf', {
      sampleSize: String(value.sampleSize),
      minimumSample: String(definition.minimumSample),
    });
  }
  if (value.status === 'partial' && value.coveredFrom) {
    return formats.t('reason.partialCoverageFrom', {
      from: formats.day(value.coveredFrom),
    });
  }
  const since = value.reason?.parameters.lastSuccessAt;
  if (value.status === 'stale' && typeof since === 'string') {
    return formats.t('reason.staleSince', { ago: formats.ago(since) });
  }
  return value.status === 'ok' || !value.reason
    ? undefined
    : describeReason(value.reason, { days, formats }).sentence;
}

function bandOf(
  metricId: DoraMetricId,
  band: Band | undefined,
): Band | null | undefined {
  return metricId === WITHOUT_BAND ? undefined : band ?? null;
}

function known(
  props: DoraCardProps & { answer: MetricAnswer },
  value: Known,
  formats: Formats,
): Partial<MetricCardProps> {
  const { metricId, definition, answer, window } = props;
  const isMuted = value.status === 'insufficientSample';
  return {
    value: formats.value(definition.unit, value.value),
    isMuted,
    caveat: caveatOf(value, definition, formats, window.days),
    change: isMuted ? undefined : answer.change,
    number: value.value,
    band: bandOf(metricId, isMuted ? undefined : answer.band),
    bandCounts: isMuted ? undefined : answer.bandCounts,
    ...cardTexts(metricId, { answer, value, formats }),
  };
}

function unknown(
  value: MetricValue | undefined,
  formats: Formats,
  days: number,
): Partial<MetricCardProps> {
  if (!value?.reason)
    return { notice: { sentence: formats.t('dora.cards.missing') } };
  const { sentence, action } = describeReason(value.reason, { days, formats });
  // Its action is a button, which a card that is one has no place for: it stands above the cards.
  return value.reason.code === 'noDataInWindow'
    ? { notice: { sentence } }
    : { notice: { sentence, action } };
}

/** One of the five cards, in any state. */
export function DoraCard(props: DoraCardProps) {
  const { metricId, definition, answer, window } = props;
  const formats = useFormats();
  const layout = useLayoutSize();
  const { entity, update } = useDoraContext();
  const value = answer?.value;
  const content =
    answer && value && 'value' in value
      ? known({ ...props, answer }, value, formats)
      : unknown(value, formats, window.days);
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
