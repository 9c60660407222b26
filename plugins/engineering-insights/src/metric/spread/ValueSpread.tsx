import type {
  Distribution,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  Histogram,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  HistogramBin,
} from '@sei-platform/plugin-engineering-insights-react';
import { recordKindOf } from '../../page/measuredText';
import { useMetricContext } from '../state/MetricContext';
import { quantilesText } from './quantilesText';

const HEIGHT = 280;
const NARROW_HEIGHT = 220;

type Unit = SingleMetricAnswer['definition']['unit'];

function binText(
  { from, to }: HistogramBin,
  isLast: boolean,
  unit: Unit,
  { t, value }: Formats,
): string {
  return isLast
    ? t('metric.spread.from', { from: value(unit, from) })
    : t('metric.spread.range', {
        from: value(unit, from),
        to: value(unit, to),
      });
}

function spreadText({ p50, p85 }: Distribution, unit: Unit, formats: Formats) {
  return p50 === undefined || p85 === undefined
    ? formats.t('metric.spread.none')
    : formats.t('metric.spread.text', {
        p50: formats.value(unit, p50),
        p85: formats.value(unit, p85),
      });
}

export interface SpreadProps {
  readonly answer: SingleMetricAnswer;
  readonly isBusy: boolean;
}

/** How the values that a median is of are spread. */
export function ValueSpread({ answer, isBusy }: SpreadProps) {
  const formats = useFormats();
  const { t, value, count } = formats;
  const { update } = useMetricContext();
  const height = useLayoutSize() === 'narrow' ? NARROW_HEIGHT : HEIGHT;
  const { definition, distribution } = answer;
  if (!distribution) return null;
  const { unit } = definition;
  const observationKind = recordKindOf(definition, answer.measuredAs);
  const { bins, p50, p85 } = distribution;
  const kind = t(`metric.kind.${observationKind}`);
  const nameOf = (bin: HistogramBin) =>
    binText(bin, bin.from === bins[bins.length - 1].from, unit, formats);
  return (
    <ChartFrame
      title={t('metric.spread.title')}
      subtitle={t('metric.spread.subtitle', { kind })}
      text={spreadText(distribution, unit, formats)}
      note={quantilesText(answer, formats)}
      height={height}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('metric.spread.values') },
          { label: kind, isNumber: true },
        ],
        rows: bins.map(bin => ({
          id: String(bin.from),
          cells: [nameOf(bin), count(bin.count)],
        })),
      }}
    >
      <Histogram
        bins={bins}
        ticks={bins.slice(1).map(({ from }) => ({
          at: from,
          label: value(unit, from),
        }))}
        lines={Object.entries({ p50, p85 }).flatMap(([name, at]) =>
          at === undefined
            ? []
            : [
                {
                  at,
                  label: t('metric.spread.percentile', {
                    name,
                    value: value(unit, at),
                  }),
                },
              ],
        )}
        yLabel={kind}
        height={height}
        renderTooltip={bin => (
          <ChartTooltip
            title={nameOf(bin)}
            rows={[
              {
                label: t(
                  `dora.explain.records.${observationKind}`,
                  formats.counted(bin.count),
                ),
              },
            ]}
          />
        )}
        onOpen={() => update({ recordsFrom: null })}
      />
    </ChartFrame>
  );
}
