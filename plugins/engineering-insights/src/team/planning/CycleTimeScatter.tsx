import type { ExplainAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  TimeScatter,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  TimeLine,
  TimePoint,
} from '@sei-platform/plugin-engineering-insights-react';
import { statisticsOf } from '../../page/measuredText';
import { MetricBlock } from '../section/MetricBlock';
import type { KnownMetric } from '../section/MetricBlock';
import { RecordsBlock } from '../section/RecordsBlock';
import type { CountedRecord } from '../section/RecordsBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { serviceName } from '../section/serviceName';
import { truncatedText } from '../section/truncatedText';
import { useOpenRecord } from '../section/useOpenRecord';

const METRIC = 'planning.issue-cycle-time';
const SECONDS_PER_DAY = 86_400;
const LEVELS = ['p50', 'p85', 'p95'] as const;

interface IssuePoint extends TimePoint {
  readonly title: string;
  readonly url?: string;
  readonly service: string;
  readonly seconds: number;
}

type Percentiles = Readonly<Partial<Record<(typeof LEVELS)[number], number>>>;

function percentilesOf({ metric }: KnownMetric): Percentiles {
  const { p50, p85, p95 } = statisticsOf(metric);
  return { p50, p85, p95 };
}

function linesOf(
  percentiles: Percentiles,
  { t, duration }: Formats,
): TimeLine[] {
  return LEVELS.flatMap(level => {
    const seconds = percentiles[level];
    return seconds === undefined
      ? []
      : [
          {
            days: seconds / SECONDS_PER_DAY,
            label: t(`team.chart.${level}`, { duration: duration(seconds) }),
          },
        ];
  });
}

function scatterText(
  { metric: { value } }: KnownMetric,
  { p50, p85 }: Percentiles,
  { t, counted, duration }: Formats,
): string {
  if (p50 === undefined || !('value' in value))
    return t('team.cycleScatter.none');
  return [
    t('team.cycleScatter.text', {
      ...counted(value.sampleSize),
      p50: duration(p50),
    }),
    ...(p85 === undefined
      ? []
      : [t('team.cycleScatter.textP85', { p85: duration(p85) })]),
  ].join(' ');
}

interface ChartProps {
  readonly numbers: SectionNumbers;
  readonly known: KnownMetric;
  readonly records: readonly CountedRecord[];
  readonly explanation: ExplainAnswer;
  readonly subtitle: string;
}

function Chart({ numbers, known, records, explanation, subtitle }: ChartProps) {
  const formats = useFormats();
  const { t, duration, instant } = formats;
  const { open, hintOf } = useOpenRecord(METRIC);
  const { clock, services, window } = numbers.answer;
  const percentiles = percentilesOf(known);
  const points = records.map(
    (record): IssuePoint => ({
      id: record.observationKey,
      at: Date.parse(record.observedAt),
      days: record.value / SECONDS_PER_DAY,
      seconds: record.value,
      title: record.title,
      url: record.url,
      service: serviceName(record, services),
    }),
  );
  const finished = ({ at }: IssuePoint) => instant(new Date(at).toISOString());
  const notes = [known.caveat, truncatedText(explanation, formats)];
  return (
    <ChartFrame
      title={t('team.cycleScatter.title')}
      subtitle={subtitle}
      text={scatterText(known, percentiles, formats)}
      note={notes.filter(Boolean).join(' ') || undefined}
      height={CHART_HEIGHT}
      isBusy={numbers.isBusy}
      table={{
        columns: [
          { label: t('team.cycleScatter.columnTitle') },
          { label: t('team.cycleScatter.columnService') },
          { label: t('team.cycleScatter.columnFinished') },
          { label: t('team.cycleScatter.columnDuration'), isNumber: true },
        ],
        rows: points.map(point => ({
          id: point.id,
          cells: [
            point.title,
            point.service,
            finished(point),
            duration(point.seconds),
          ],
        })),
      }}
    >
      <TimeScatter
        window={window}
        points={points}
        lines={linesOf(percentiles, formats)}
        yLabel={t(
          clock === 'working'
            ? 'team.cycleScatter.yAxisWorking'
            : 'team.cycleScatter.yAxis',
        )}
        height={CHART_HEIGHT}
        describe={point =>
          [point.title, point.service, finished(point), duration(point.seconds)]
            .filter(Boolean)
            .join(', ')
        }
        renderTooltip={point => (
          <ChartTooltip
            title={point.title}
            rows={[
              ...(point.service ? [{ label: point.service }] : []),
              { label: finished(point), value: duration(point.seconds) },
            ]}
            hint={hintOf(point)}
          />
        )}
        onOpen={open}
      />
    </ChartFrame>
  );
}

/** How long each finished issue took, by when it was finished. */
export function CycleTimeScatter({
  numbers,
}: {
  readonly numbers: SectionNumbers;
}) {
  const { t } = useFormats();
  const title = t('team.cycleScatter.title');
  const subtitle = t('team.cycleScatter.subtitle', {
    clock: t(`team.clock.${numbers.answer.clock}`),
  });
  return (
    <MetricBlock
      numbers={numbers}
      metricId={METRIC}
      title={title}
      subtitle={subtitle}
    >
      {known => (
        <RecordsBlock metricId={METRIC} title={title} subtitle={subtitle}>
          {(records, explanation) => (
            <Chart
              numbers={numbers}
              known={known}
              records={records}
              explanation={explanation}
              subtitle={subtitle}
            />
          )}
        </RecordsBlock>
      )}
    </MetricBlock>
  );
}
