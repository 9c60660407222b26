import type {
  MetricAnswer,
  MetricDefinition,
  WindowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  numberOf,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { caveatOf } from '../../../cards/caveatOf';
import { unknownNotice } from '../../../cards/unknownNotice';
import { MetricLine } from '../../../series/MetricLine';

const HEIGHT = 150;
const HOUR_SECONDS = 3_600;

export interface TrendProps {
  readonly metric: MetricAnswer;
  readonly definition: MetricDefinition;
  readonly window: WindowAnswer;
  readonly isBusy: boolean;
}

/** One of the five: its value, how it moved, and its course. */
export function Trend({ metric, definition, window, isBusy }: TrendProps) {
  const formats = usePagesFormats();
  const { t, value: valueText, change } = formats;
  const { value } = metric;
  const isDuration = definition.unit === 'seconds';
  const isDrawn = metric.series.some(
    point => numberOf(point.value) !== undefined,
  );
  if (!('value' in value) || !isDrawn) {
    const notice = unknownNotice(value, { days: window.days, formats });
    return (
      <Block
        title={definition.title}
        subtitle={t('overview.trend.unknownSubtitle')}
        isBusy={isBusy}
      >
        {notice?.sentence} {notice?.action}
      </Block>
    );
  }
  const moved =
    metric.change &&
    metric.change.verdict !== 'notComparable' &&
    value.status !== 'insufficientSample'
      ? change({
          change: metric.change,
          unit: definition.unit,
          value: value.value,
        })
      : undefined;
  return (
    <MetricLine
      metric={metric}
      definition={definition}
      bucket={window.bucket}
      title={definition.title}
      subtitle={[valueText(definition.unit, value.value), moved]
        .filter(Boolean)
        .join(' · ')}
      note={caveatOf({ value, definition, days: window.days, formats })}
      yLabel={t(
        isDuration
          ? 'overview.trend.hours'
          : `overview.trend.${
              definition.unit === 'ratio' ? 'share' : 'perDay'
            }`,
      )}
      divisor={isDuration ? HOUR_SECONDS : 1}
      height={HEIGHT}
      isBusy={isBusy}
    />
  );
}
