import type {
  BandMonth,
  BandShare,
  OverviewAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  StackedColumns,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  ChartPeriod,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../../page/bar/BarSelect';
import { useMetricTitle, useOverviewContext } from '../state/OverviewContext';
import { BANDED_METRICS } from '../state/overviewState';
import { useBandParts } from './useBandParts';
import type { BandPart } from './useBandParts';

const HEIGHT = 260;

function totalOf(counts: BandShare): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Of a month in UTC: "Nov 2026". */
export function monthLabel(from: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(from));
}

function bandsText(
  counts: BandShare,
  parts: readonly BandPart[],
  { t, share }: Formats,
): string {
  const total = totalOf(counts);
  return parts
    .filter(({ id }) => counts[id] > 0)
    .map(({ id, label }) =>
      t('overview.months.bandText', {
        band: label.toLocaleLowerCase(),
        share: share(counts[id] / total),
      }),
    )
    .join(', ');
}

function monthsText(
  months: readonly BandMonth[],
  parts: readonly BandPart[],
  formats: Formats,
): string {
  const { t, locale, counted } = formats;
  // Of the running month little is known yet.
  const told = [...months]
    .reverse()
    .find(({ counts, isCut }) => !isCut && counts.unknown < totalOf(counts));
  if (!told) return t('overview.months.textNone');
  return t('overview.months.text', {
    month: monthLabel(told.from, locale),
    services: t('kit.services', counted(totalOf(told.counts))),
    bands: bandsText(told.counts, parts, formats),
  });
}

export interface BandMonthsProps {
  readonly answer: OverviewAnswer;
  readonly isBusy: boolean;
}

/** The share of services in each band, month by month, of one metric at a time. */
export function BandMonths({ answer, isBusy }: BandMonthsProps) {
  const formats = useFormats();
  const { t, locale, count, share } = formats;
  const parts = useBandParts();
  const titleOf = useMetricTitle();
  const { state, update } = useOverviewContext();
  const metricId = state.bandMetricId;
  const months =
    answer.bands.find(bands => bands.metricId === metricId)?.months ?? [];
  const columns = months.map(
    ({ from, isCut, counts }): ChartPeriod => ({
      id: from,
      label: monthLabel(from, locale),
      isCut,
      // Before there were services there is nothing to share.
      values: totalOf(counts) > 0 ? counts : undefined,
    }),
  );
  return (
    <ChartFrame
      title={t('overview.months.title')}
      subtitle={t('overview.months.subtitle', { metric: titleOf(metricId) })}
      text={monthsText(months, parts, formats)}
      note={t('overview.months.note')}
      height={HEIGHT}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('overview.months.month') },
          ...parts.map(({ label }) => ({ label, isNumber: true })),
          { label: t('overview.months.total'), isNumber: true },
        ],
        rows: months.map(({ from, counts }) => ({
          id: from,
          cells: [
            monthLabel(from, locale),
            ...parts.map(({ id }) => count(counts[id])),
            count(totalOf(counts)),
          ],
        })),
      }}
    >
      <BarSelect
        label={t('overview.months.metric')}
        value={metricId}
        options={BANDED_METRICS.map(id => ({
          value: id,
          label: titleOf(id),
        }))}
        onChange={bandMetricId => update({ bandMetricId })}
      />
      <StackedColumns
        columns={columns}
        parts={parts}
        scale="share"
        yLabel={t('overview.months.yAxis')}
        height={HEIGHT}
        renderTooltip={column => {
          const month = months.find(({ from }) => from === column.id);
          if (!month) return null;
          const total = totalOf(month.counts);
          return (
            <ChartTooltip
              title={monthLabel(month.from, locale)}
              rows={[
                ...[...parts].reverse().map(({ id, label, color }) => ({
                  label,
                  color,
                  value: `${share(
                    total > 0 ? month.counts[id] / total : 0,
                  )} (${count(month.counts[id])})`,
                })),
                { label: t('overview.months.total'), value: count(total) },
                ...(month.isCut
                  ? [{ label: t('overview.months.running') }]
                  : []),
              ]}
            />
          );
        }}
        onOpen={() => update({ list: { kind: 'all' } })}
      />
    </ChartFrame>
  );
}
