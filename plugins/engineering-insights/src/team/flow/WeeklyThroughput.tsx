import type { SeriesPoint } from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  StackedColumns,
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { metricValueText } from '../../page/metricWords';
import { MetricBlock } from '../section/MetricBlock';
import type { KnownMetric } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { cutRows, periodTitle, toPeriods } from '../../series/periods';
import { useTeamContext } from '../state/TeamContext';

const METRIC = 'flow.throughput';
const PART = 'merged';

/** How many were merged in a period; its value is a rate. */
function mergedIn({ value }: SeriesPoint): number | undefined {
  return 'value' in value ? value.sampleSize : undefined;
}

function Chart({
  numbers,
  known: { metric, definition, caveat },
  title,
}: {
  readonly numbers: SectionNumbers;
  readonly known: KnownMetric;
  readonly title: string;
}) {
  const formats = useFormats();
  const { t, count, counted } = formats;
  const colors = useChartColors();
  const { update } = useTeamContext();
  const { bucket } = numbers.answer.window;
  const columns = toPeriods(
    metric.series,
    point => {
      const merged = mergedIn(point);
      return merged === undefined ? undefined : { [PART]: merged };
    },
    formats,
  );
  const { value } = metric;
  return (
    <ChartFrame
      title={title}
      subtitle={t('team.throughput.subtitle')}
      text={
        'value' in value
          ? t('team.throughput.text', {
              ...counted(value.sampleSize),
              rate: metricValueText(definition, value.value, formats),
            })
          : ''
      }
      note={caveat}
      height={CHART_HEIGHT}
      isBusy={numbers.isBusy}
      table={{
        columns: [
          { label: t('chart.period') },
          { label: t('team.throughput.yAxis'), isNumber: true },
        ],
        rows: columns.map(({ id, values }) => ({
          id,
          cells: [
            periodTitle(id, bucket, formats),
            values?.[PART] === undefined
              ? t('chart.noData')
              : count(values[PART]),
          ],
        })),
      }}
    >
      <StackedColumns
        columns={columns}
        parts={[
          {
            id: PART,
            label: t('team.throughput.yAxis'),
            color: colors.series,
          },
        ]}
        yLabel={t('team.throughput.yAxis')}
        height={CHART_HEIGHT}
        scale="count"
        renderTooltip={({ id, values, isCut }) => (
          <ChartTooltip
            title={periodTitle(id, bucket, formats)}
            rows={[
              {
                label: t(
                  'team.cards.pullRequests',
                  counted(values?.[PART] ?? 0),
                ),
              },
              ...cutRows(isCut, bucket, formats),
            ]}
          />
        )}
        onOpen={() => update({ explainedMetricId: METRIC })}
      />
    </ChartFrame>
  );
}

/** How many pull requests were merged in each week or month. */
export function WeeklyThroughput({
  numbers,
}: {
  readonly numbers: SectionNumbers;
}) {
  const { t } = useFormats();
  const title = t('team.throughput.title', {
    bucket: t(`team.per.${numbers.answer.window.bucket}`),
  });
  return (
    <MetricBlock
      numbers={numbers}
      metricId={METRIC}
      title={title}
      subtitle={t('team.throughput.subtitle')}
    >
      {known => <Chart numbers={numbers} known={known} title={title} />}
    </MetricBlock>
  );
}
