import type {
  BandMonth,
  OverviewAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  StackedColumns,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  ChartPeriod,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../../page/bar/BarSelect';
import { useMetricTitle, useOverviewContext } from '../state/OverviewContext';
import { BANDED_METRICS } from '../state/overviewState';
import { useMonthParts } from './useMonthParts';
import type { MonthPart } from './useMonthParts';

const HEIGHT = 260;

/** Services by what is known of them in a month. */
function countsOf({ counts, notReadCount }: BandMonth) {
  return { ...counts, notRead: notReadCount };
}

function totalOf(month: BandMonth): number {
  return Object.values(countsOf(month)).reduce((sum, count) => sum + count, 0);
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
  month: BandMonth,
  parts: readonly MonthPart[],
  { t, share }: PagesFormats,
): string {
  const counts = countsOf(month);
  const total = totalOf(month);
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
  parts: readonly MonthPart[],
  formats: PagesFormats,
): string {
  const { t, locale, counted } = formats;
  // Of the running month little is known yet.
  const told = [...months]
    .reverse()
    .find(
      ({ counts, isCut }) =>
        !isCut &&
        Object.entries(counts).some(([id, count]) => id !== 'unknown' && count),
    );
  if (!told) return t('overview.months.textNone');
  return t('overview.months.text', {
    month: monthLabel(told.from, locale),
    services: t('kit.services', counted(totalOf(told))),
    bands: bandsText(told, parts, formats),
  });
}

export interface BandMonthsProps {
  readonly answer: OverviewAnswer;
  readonly isBusy: boolean;
}

/** The share of services in each band, month by month, of one metric at a time. */
export function BandMonths({ answer, isBusy }: BandMonthsProps) {
  const formats = usePagesFormats();
  const { t, locale, count, share } = formats;
  const parts = useMonthParts();
  const titleOf = useMetricTitle();
  const { state, update } = useOverviewContext();
  const metricId = state.bandMetricId;
  const months =
    answer.bands.find(bands => bands.metricId === metricId)?.months ?? [];
  const columns = months.map(
    (month): ChartPeriod => ({
      id: month.from,
      label: monthLabel(month.from, locale),
      isCut: month.isCut,
      // Before there were services there is nothing to share.
      values: totalOf(month) > 0 ? countsOf(month) : undefined,
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
        rows: months.map(month => ({
          id: month.from,
          cells: [
            monthLabel(month.from, locale),
            ...parts.map(({ id }) => count(countsOf(month)[id])),
            count(totalOf(month)),
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
          const total = totalOf(month);
          const counts = countsOf(month);
          return (
            <ChartTooltip
              title={monthLabel(month.from, locale)}
              rows={[
                ...[...parts].reverse().map(({ id, label, color }) => ({
                  label,
                  color,
                  value: `${share(total > 0 ? counts[id] / total : 0)} (${count(
                    counts[id],
                  )})`,
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
