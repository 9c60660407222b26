import type {
  Clock,
  ExplainAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  AgeScatter,
  ChartFrame,
  ChartTooltip,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  AgeLine,
  AgePoint,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { statisticsOf } from '../../page/measuredText';
import { MetricBlock } from '../section/MetricBlock';
import type { KnownMetric } from '../section/MetricBlock';
import { RecordsBlock } from '../section/RecordsBlock';
import type { CountedRecord } from '../section/RecordsBlock';
import { metricOf } from '../section/SectionNumbers';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { serviceName } from '../section/serviceName';
import { truncatedText } from '../section/truncatedText';
import { useOpenRecord } from '../section/useOpenRecord';

const METRIC = 'flow.work-in-progress-age';
// A working day has no length that all teams share, so that by the working clock the axis counts hours.
const SECONDS_PER_UNIT: Readonly<Record<Clock, number>> = {
  elapsed: 86_400,
  working: 3_600,
};

interface WorkPoint extends AgePoint {
  readonly title: string;
  readonly url?: string;
  readonly service: string;
  readonly seconds: number;
}

/** Half and 85 of 100 of the pull requests that were merged took no longer. */
function cycleTimes(numbers: SectionNumbers) {
  const metric = metricOf(numbers, 'flow.cycle-time')?.metric;
  return metric ? statisticsOf(metric) : {};
}

function ageText(
  points: readonly WorkPoint[],
  p85: number | undefined,
  p50: number | undefined,
  { t, counted, duration }: Formats,
): string {
  if (points.length === 0) return t('team.age.none');
  const old =
    p85 === undefined ? [] : points.filter(({ seconds }) => seconds > p85);
  return [
    t('team.age.text', {
      ...counted(points.length),
      p50: p50 === undefined ? '' : duration(p50),
    }),
    ...(p85 === undefined ? [] : [t('team.age.textOld', counted(old.length))]),
  ].join(' ');
}

function Chart({
  numbers,
  known: { metric, definition, caveat },
  records,
  explanation,
  subtitle,
}: {
  readonly numbers: SectionNumbers;
  readonly known: KnownMetric;
  readonly records: readonly CountedRecord[];
  readonly explanation: ExplainAnswer;
  readonly subtitle: string;
}) {
  const formats = useFormats();
  const { t, duration } = formats;
  const { open, hintOf } = useOpenRecord(METRIC);
  const { clock, services } = numbers.answer;
  const { p50, p85 } = cycleTimes(numbers);
  const stages = (definition.categories ?? []).map(({ id, title }) => ({
    id,
    label: title,
  }));
  const stageOf = ({ stageId }: WorkPoint) =>
    stages.find(({ id }) => id === stageId)?.label ?? '';
  const points = records.map(
    (record): WorkPoint => ({
      id: record.observationKey,
      stageId: record.category ?? '',
      age: record.value / SECONDS_PER_UNIT[clock],
      seconds: record.value,
      title: record.title,
      url: record.url,
      service: serviceName(record, services),
    }),
  );
  const line = (name: 'p50' | 'p85', seconds?: number): AgeLine[] =>
    seconds === undefined
      ? []
      : [
          {
            age: seconds / SECONDS_PER_UNIT[clock],
            label: t(`team.chart.${name}`, { duration: duration(seconds) }),
          },
        ];
  const notes = [caveat, truncatedText(explanation, formats)];
  return (
    <ChartFrame
      title={t('team.age.title')}
      subtitle={subtitle}
      text={ageText(points, p85, statisticsOf(metric).p50, formats)}
      note={notes.filter(Boolean).join(' ') || undefined}
      height={CHART_HEIGHT}
      isBusy={numbers.isBusy}
      table={{
        columns: [
          { label: t('team.age.columnTitle') },
          { label: t('team.age.columnService') },
          { label: t('team.age.columnStage') },
          { label: t('team.age.columnAge'), isNumber: true },
        ],
        rows: [...points]
          .sort((a, b) => b.seconds - a.seconds)
          .map(point => ({
            id: point.id,
            cells: [
              point.title,
              point.service,
              stageOf(point),
              duration(point.seconds),
            ],
          })),
      }}
    >
      <AgeScatter
        stages={stages}
        points={points}
        lines={[...line('p50', p50), ...line('p85', p85)]}
        yLabel={t(
          clock === 'working' ? 'team.age.yAxisHours' : 'team.age.yAxisDays',
        )}
        height={CHART_HEIGHT}
        describe={point =>
          [point.title, point.service, stageOf(point), duration(point.seconds)]
            .filter(Boolean)
            .join(', ')
        }
        renderTooltip={point => (
          <ChartTooltip
            title={point.title}
            rows={[
              ...(point.service ? [{ label: point.service }] : []),
              { label: stageOf(point), value: duration(point.seconds) },
            ]}
            hint={hintOf(point)}
          />
        )}
        onOpen={open}
      />
    </ChartFrame>
  );
}

/** How long open pull requests have been open, by how far they are. */
export function AgeingWork({ numbers }: { readonly numbers: SectionNumbers }) {
  const { t } = useFormats();
  const title = t('team.age.title');
  const subtitle = t('team.age.subtitle', {
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
