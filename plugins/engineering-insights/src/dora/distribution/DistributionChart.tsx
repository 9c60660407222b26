import type { LeadTimeDistribution } from '@sei-platform/plugin-engineering-insights-common';
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
import { useDoraContext } from '../state/DoraContext';

const HEIGHT = 240;
const NARROW_HEIGHT = 220;
const HOUR = 3600;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;

function ticks({ t, duration }: Formats) {
  return [
    ...[HOUR, 4 * HOUR, DAY, 3 * DAY].map(at => ({ at, label: duration(at) })),
    { at: 7 * DAY, label: t('dora.distribution.week') },
    { at: MONTH, label: t('dora.distribution.month') },
    { at: 3 * MONTH, label: t('dora.distribution.months', { months: '3' }) },
  ];
}

function binText(bin: HistogramBin, { t, duration }: Formats): string {
  if (bin.from <= 0)
    return t('dora.distribution.binUnder', { to: duration(bin.to) });
  if (!Number.isFinite(bin.to))
    return t('dora.distribution.binOver', { from: duration(bin.from) });
  return t('dora.distribution.bin', {
    from: duration(bin.from),
    to: duration(bin.to),
  });
}

function lines(
  { p50Seconds, p85Seconds }: LeadTimeDistribution,
  { t, duration }: Formats,
) {
  return [
    ...(p50Seconds === undefined
      ? []
      : [
          {
            at: p50Seconds,
            label: t('dora.distribution.p50', {
              duration: duration(p50Seconds),
            }),
          },
        ]),
    ...(p85Seconds === undefined
      ? []
      : [
          {
            at: p85Seconds,
            label: t('dora.distribution.p85', {
              duration: duration(p85Seconds),
            }),
          },
        ]),
  ];
}

function distributionText(
  { bins, p50Seconds, p85Seconds }: LeadTimeDistribution,
  formats: Formats,
): string {
  const { t, counted, duration } = formats;
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (total === 0) return t('dora.distribution.none');
  if (p50Seconds === undefined || p85Seconds === undefined)
    return `${t('dora.distribution.count', counted(total))}.`;
  return t('dora.distribution.text', {
    ...counted(total),
    p50: duration(p50Seconds),
    p85: duration(p85Seconds),
  });
}

export interface DistributionChartProps {
  readonly distribution: LeadTimeDistribution;
  readonly isBusy: boolean;
}

/** How the lead times of changes are spread. */
export function DistributionChart({
  distribution,
  isBusy,
}: DistributionChartProps) {
  const formats = useFormats();
  const { t, counted, count } = formats;
  const { update } = useDoraContext();
  const height = useLayoutSize() === 'narrow' ? NARROW_HEIGHT : HEIGHT;
  const bins = distribution.bins.map(bin => ({
    from: bin.fromSeconds,
    to: bin.toSeconds,
    count: bin.count,
  }));
  return (
    <ChartFrame
      title={t('dora.distribution.title')}
      subtitle={t('dora.distribution.subtitle')}
      text={distributionText(distribution, formats)}
      height={height}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('dora.distribution.columnFrom') },
          { label: t('dora.distribution.columnCount'), isNumber: true },
        ],
        rows: bins.map(bin => ({
          id: String(bin.from),
          cells: [binText(bin, formats), count(bin.count)],
        })),
      }}
    >
      <Histogram
        bins={bins}
        ticks={ticks(formats)}
        lines={lines(distribution, formats)}
        yLabel={t('dora.distribution.yAxis')}
        height={height}
        renderTooltip={bin => (
          <ChartTooltip
            title={binText(bin, formats)}
            rows={[{ label: t('dora.distribution.count', counted(bin.count)) }]}
          />
        )}
        onOpen={() => update({ explainedMetricId: 'dora.change-lead-time' })}
      />
    </ChartFrame>
  );
}
