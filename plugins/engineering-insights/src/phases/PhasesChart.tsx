import type { PhaseBucket } from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  StackedColumns,
  useChartColors,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Column,
  Formats,
  PhasePart,
} from '@sei-platform/plugin-engineering-insights-react';
import { usePageContext } from '../page/state/PageContext';
import type { PhasesAnswer } from './PhasesAnswer';
import { drawnParts, meanPhases } from './phaseParts';
import { statisticOfPhases } from './statisticOfPhases';

const HEIGHT = 280;
const NARROW_HEIGHT = 248;
const SECONDS_PER_HOUR = 3600;

/** What means have that the numbers beside them have or have not. */
const NOTES = {
  p50: 'dora.phases.note',
  mean: 'measuring.noteMeans',
  p75: 'measuring.notePercentiles',
  p90: 'measuring.notePercentiles',
} as const;

function toColumn(
  bucket: PhaseBucket,
  parts: readonly PhasePart[],
  formats: Formats,
): Column {
  return {
    id: bucket.from,
    label: formats.day(bucket.from),
    isCut: bucket.isCut,
    values:
      bucket.pullRequestCount === 0
        ? undefined
        : Object.fromEntries(
            parts.map(part => [
              part,
              bucket.meanSeconds[part] / SECONDS_PER_HOUR,
            ]),
          ),
  };
}

function phasesText(
  answer: PhasesAnswer,
  { t, share, duration, count, counted }: Formats,
): string {
  const mean = meanPhases(answer.phases);
  if (!mean || mean.totalSeconds === 0) return t('dora.phases.none');
  const [largest] = drawnParts(answer.phases)
    .filter(part => part !== 'notDivided')
    .sort((a, b) => mean.seconds[b] - mean.seconds[a]);
  if (!largest)
    return t('dora.phases.noneDivided', {
      total: duration(mean.totalSeconds),
      ...counted(mean.pullRequestCount),
    });
  return t('dora.phases.text', {
    phase: t(`dora.phases.${largest}`),
    share: share(mean.seconds[largest] / mean.totalSeconds),
    total: duration(mean.totalSeconds),
    amount: count(mean.pullRequestCount),
  });
}

function phasesTable(
  answer: PhasesAnswer,
  { t, day, duration, count }: Formats,
) {
  const parts = drawnParts(answer.phases);
  return {
    columns: [
      { label: t('dora.phases.columnWeek') },
      { label: 'n', isNumber: true },
      ...parts.map(part => ({
        label: t(`dora.phases.${part}`),
        isNumber: true,
      })),
    ],
    rows: answer.phases.map(bucket => ({
      id: bucket.from,
      cells: [
        day(bucket.from),
        count(bucket.pullRequestCount),
        ...parts.map(part =>
          bucket.pullRequestCount === 0
            ? t('chart.noData')
            : duration(bucket.meanSeconds[part]),
        ),
      ],
    })),
  };
}

function PhaseTooltip({
  bucket,
  parts,
}: {
  readonly bucket: PhaseBucket;
  readonly parts: readonly PhasePart[];
}) {
  const { t, day, duration, counted } = useFormats();
  const { phases } = useChartColors();
  const total = parts.reduce((sum, part) => sum + bucket.meanSeconds[part], 0);
  return (
    <ChartTooltip
      title={t('chart.week', { date: day(bucket.from) })}
      rows={[
        {
          label: t(
            'dora.phases.pullRequests',
            counted(bucket.pullRequestCount),
          ),
        },
        ...parts
          .map(part => ({
            label: t(`dora.phases.${part}`),
            value: duration(bucket.meanSeconds[part]),
            color: phases[part],
          }))
          .reverse(),
        { label: t('dora.phases.total'), value: duration(total) },
        ...(bucket.isCut ? [{ label: t('chart.cutBucket') }] : []),
      ]}
    />
  );
}

/** Where the time of a pull request goes, week by week. */
export function PhasesChart({
  answer,
  isBusy,
}: {
  readonly answer: PhasesAnswer;
  readonly isBusy: boolean;
}) {
  const formats = useFormats();
  const { t } = formats;
  const colors = useChartColors();
  const { update } = usePageContext();
  const height = useLayoutSize() === 'narrow' ? NARROW_HEIGHT : HEIGHT;
  const parts = drawnParts(answer.phases);
  const bucketOf = (column: Column) =>
    answer.phases.find(bucket => bucket.from === column.id);
  const longest = (column: Column) => {
    const [part = 'coding'] = parts
      .filter(candidate => candidate !== 'notDivided')
      .sort((a, b) => (column.values?.[b] ?? 0) - (column.values?.[a] ?? 0));
    return `flow.${part}-time`;
  };
  return (
    <ChartFrame
      title={t('dora.phases.title')}
      subtitle={t(
        answer.clock === 'working'
          ? 'dora.phases.subtitleWorking'
          : 'dora.phases.subtitle',
      )}
      text={phasesText(answer, formats)}
      note={t(NOTES[statisticOfPhases(answer)])}
      table={phasesTable(answer, formats)}
      height={height}
      isBusy={isBusy}
    >
      <StackedColumns
        columns={answer.phases.map(bucket => toColumn(bucket, parts, formats))}
        parts={parts.map(part => ({
          id: part,
          label: t(`dora.phases.${part}`),
          color: colors.phases[part],
        }))}
        yLabel={t('dora.phases.yAxis')}
        height={height}
        renderTooltip={column => {
          const bucket = bucketOf(column);
          return bucket && bucket.pullRequestCount > 0 ? (
            <PhaseTooltip bucket={bucket} parts={parts} />
          ) : null;
        }}
        onOpen={column => update({ explainedMetricId: longest(column) })}
      />
    </ChartFrame>
  );
}
