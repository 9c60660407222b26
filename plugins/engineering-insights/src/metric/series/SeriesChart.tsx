import type {
  SeriesPoint,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  Lines,
  StackedColumns,
  numberOf,
  useChartColors,
  useClock,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  ChartPeriod,
  PeriodMark,
  TooltipRow,
} from '@sei-platform/plugin-engineering-insights-react';
import { valuesInParts } from '../../series/categoryParts';
import { toPeriods } from '../../series/periods';
import { useCategoryParts } from '../../series/useCategoryParts';
import { PolicyMarksNote } from '../../policies/PolicyMarksNote';
import { isRollUp } from '../../dora/cards/isRollUp';
import { measuredText } from '../../page/measuredText';
import { useMetricContext } from '../state/MetricContext';
import { seriesScale } from './seriesScale';
import { periodRows, periodText, seriesTable, seriesText } from './seriesTexts';

const HEIGHT = 280;
const NARROW_HEIGHT = 220;
const VALUE = 'value';

type Shape = 'line' | 'columns' | 'categories';

/** What happened adds up in columns; what is typical of a time, or there at its end, is a line. */
export function shapeOf({
  aggregate,
  isSnapshot,
  categories,
}: SingleMetricAnswer['definition']): Shape {
  if (aggregate === 'count' && categories) return 'categories';
  if (isSnapshot) return 'line';
  return ['count', 'perDay', 'perServiceDay'].includes(aggregate)
    ? 'columns'
    : 'line';
}

export interface SeriesChartProps {
  readonly answer: SingleMetricAnswer;
  readonly isBusy: boolean;
}

/** How a metric moved, in the shape that its kind of number has; a period opens its records. */
export function SeriesChart({ answer, isBusy }: SeriesChartProps) {
  const formats = useFormats();
  const { t } = formats;
  const colors = useChartColors();
  const clock = useClock();
  const { update } = useMetricContext();
  const height = useLayoutSize() === 'narrow' ? NARROW_HEIGHT : HEIGHT;
  const { definition, series, window } = answer;
  const shape = shapeOf(definition);
  const greatest = Math.max(
    0,
    ...series.map(({ value }) => numberOf(value) ?? 0),
  );
  const scale = seriesScale({ definition, greatest, clock, formats });
  const parts = useCategoryParts(definition, answer);
  const valuesOf = (point: SeriesPoint) => {
    const number = numberOf(point.value);
    if (number === undefined) return undefined;
    return shape === 'categories'
      ? valuesInParts(point.categories, parts)
      : { [VALUE]: scale.toAxis(number) };
  };
  const periods = toPeriods(series, valuesOf, formats);
  const renderTooltip = ({ id, values }: ChartPeriod) => {
    const point = series.find(({ from }) => from === id);
    if (!point) return null;
    const rows: readonly TooltipRow[] = periodRows(point, answer, formats);
    const partRows =
      shape === 'categories'
        ? parts.map(part => ({
            label: part.label,
            value: formats.count(values?.[part.id] ?? 0),
            color: part.color,
          }))
        : [];
    return (
      <ChartTooltip
        title={periodText(point, window.bucket, formats)}
        rows={[...(values ? partRows : []), ...rows]}
      />
    );
  };
  const marks = answer.policyChanges.flatMap(({ at }): PeriodMark[] => {
    const point = series.find(({ from, to }) => from <= at && at < to);
    return point
      ? [
          {
            id: at,
            periodLabel: formats.day(point.from),
            label: t('policies.mark.label'),
          },
        ]
      : [];
  });
  const shared = {
    marks,
    yLabel: scale.unit,
    height,
    renderTooltip,
    onOpen: ({ id }: ChartPeriod) => update({ recordsFrom: id }),
  };
  return (
    <ChartFrame
      title={t('metric.series.title')}
      subtitle={[
        measuredText(answer.measuredAs, t),
        t(`metric.series.${window.bucket}`, { unit: scale.unit }),
      ]
        .filter(Boolean)
        .join('; ')}
      text={seriesText(answer, formats)}
      table={seriesTable(answer, formats)}
      height={height}
      isBusy={isBusy}
    >
      {shape === 'line' ? (
        <Lines
          {...shared}
          periods={periods}
          lines={[{ id: VALUE, label: definition.title, color: colors.series }]}
          maximum={scale.maximum}
          formatTick={scale.formatTick}
        />
      ) : (
        <StackedColumns
          {...shared}
          columns={periods}
          scale={definition.unit === 'count' ? 'count' : 'amount'}
          parts={
            shape === 'categories'
              ? parts
              : [{ id: VALUE, label: definition.title, color: colors.series }]
          }
        />
      )}
      <PolicyMarksNote
        changes={answer.policyChanges}
        entityRef={answer.entity.ref}
        isRollUp={isRollUp(answer.entity)}
      />
    </ChartFrame>
  );
}
