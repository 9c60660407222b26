import type {
  ChangeUnit,
  Distribution,
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

function lines({ p50, p85 }: Distribution, { t, duration }: Formats) {
  return [
    ...(p50 === undefined
      ? []
      : [
          {
            at: p50,
            label: t('dora.distribution.p50', {
              duration: duration(p50),
            }),
          },
        ]),
    ...(p85 === undefined
      ? []
      : [
          {
            at: p85,
            label: t('dora.distribution.p85', {
              duration: duration(p85),
            }),
          },
        ]),
  ];
}

/** The words of what is counted. */
const WORDS = {
  commit: {
    subtitle: 'dora.distribution.subtitle',
    text: 'dora.distribution.text',
    count: 'dora.distribution.count',
    kind: 'dora.distribution.yAxis',
  },
  pullRequest: {
    subtitle: 'measuring.distribution.subtitle',
    text: 'measuring.distribution.text',
    count: 'dora.explain.records.pullRequest',
    kind: 'metric.kind.pullRequest',
  },
} as const;
type Words = (typeof WORDS)[ChangeUnit];

function distributionText(
  { bins, p50, p85 }: Distribution,
  words: Words,
  formats: Formats,
): string {
  const { t, counted, duration } = formats;
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (total === 0) return t('dora.distribution.none');
  if (p50 === undefined || p85 === undefined)
    return `${t(words.count, counted(total))}.`;
  return t(words.text, {
    ...counted(total),
    p50: duration(p50),
    p85: duration(p85),
  });
}

export interface DistributionChartProps {
  readonly distribution: Distribution;
  readonly unit?: ChangeUnit;
  readonly isBusy: boolean;
}

/** How the lead times of changes are spread. */
export function DistributionChart({
  distribution,
  unit = 'commit',
  isBusy,
}: DistributionChartProps) {
  const formats = useFormats();
  const { t, counted, count } = formats;
  const { update } = useDoraContext();
  const height = useLayoutSize() === 'narrow' ? NARROW_HEIGHT : HEIGHT;
  const words = WORDS[unit];
  const bins = distribution.bins.map(bin => ({
    from: bin.from,
    to: bin.to,
    count: bin.count,
  }));
  return (
    <ChartFrame
      title={t('dora.distribution.title')}
      subtitle={t(words.subtitle)}
      text={distributionText(distribution, words, formats)}
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
        yLabel={t(words.kind)}
        height={height}
        renderTooltip={bin => (
          <ChartTooltip
            title={binText(bin, formats)}
            rows={[{ label: t(words.count, counted(bin.count)) }]}
          />
        )}
        onOpen={() => update({ explainedMetricId: 'dora.change-lead-time' })}
      />
    </ChartFrame>
  );
}
