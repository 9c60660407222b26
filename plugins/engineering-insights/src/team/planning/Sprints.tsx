import type { SprintSummary } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  ChartFrame,
  ChartTooltip,
  SprintColumns,
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  SprintColumn,
} from '@sei-platform/plugin-engineering-insights-react';
import { ReasonBlock } from '../section/ReasonBlock';
import { metricOf } from '../section/SectionNumbers';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { useOpenRecord } from '../section/useOpenRecord';

const METRIC = 'planning.sprint-commitment';
const PARTS = ['committed', 'added', 'done'] as const;

interface Sprint extends SprintColumn {
  /** With its board, where there are several. */
  readonly title: string;
  readonly summary: SprintSummary;
}

function datesOf({ startAt, endAt }: SprintSummary, { t, day }: Formats) {
  const dates = [startAt, endAt].flatMap(at => (at ? [day(at)] : []));
  return dates.length === 0 ? t('team.sprints.unknown') : dates.join(' – ');
}

function toColumns(
  sprints: readonly SprintSummary[],
  formats: Formats,
): Sprint[] {
  const hasBoards = new Set(sprints.map(({ board }) => board)).size > 1;
  const isAmbiguous = ({ name, board }: SprintSummary) =>
    sprints.some(other => other.name === name && other.board !== board);
  const titleOf = ({ name, board }: SprintSummary) => `${board}: ${name}`;
  return sprints.map((summary, index) => ({
    id: String(index),
    label: isAmbiguous(summary) ? titleOf(summary) : summary.name,
    title: hasBoards ? titleOf(summary) : summary.name,
    dates: datesOf(summary, formats),
    // One that still runs is not over.
    isCut: summary.isRunning,
    values: Object.fromEntries(
      PARTS.map(part => [part, summary[part].itemCount]),
    ),
    summary,
  }));
}

function Chart({
  sprints,
  isBusy,
}: {
  readonly sprints: readonly SprintSummary[];
  readonly isBusy: boolean;
}) {
  const formats = useFormats();
  const { t, count } = formats;
  const { sprint: colors } = useChartColors();
  const { open, hintOf } = useOpenRecord(METRIC);
  const columns = toColumns(sprints, formats);
  const ended = columns.filter(({ summary }) => !summary.isRunning);
  const last = ended[ended.length - 1];
  const amounts = ({ summary }: Sprint) => ({
    committed: count(summary.committed.itemCount),
    added: count(summary.added.itemCount),
    done: count(summary.done.itemCount),
  });
  const sprintOf = (column: SprintColumn) =>
    columns.find(({ id }) => id === column.id);
  return (
    <ChartFrame
      title={t('team.sprints.title')}
      subtitle={t('team.sprints.subtitle')}
      text={
        last
          ? t('team.sprints.text', { name: last.title, ...amounts(last) })
          : t('team.sprints.none')
      }
      height={CHART_HEIGHT}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('team.sprints.columnSprint') },
          { label: t('team.sprints.columnDates') },
          ...PARTS.map(part => ({
            label: t(`team.sprints.${part}`),
            isNumber: true,
          })),
        ],
        rows: columns.map(column => ({
          id: column.id,
          cells: [
            column.title,
            column.dates,
            ...PARTS.map(part => amounts(column)[part]),
          ],
        })),
      }}
    >
      <SprintColumns
        sprints={columns}
        parts={PARTS.map(part => ({
          id: part,
          label: t(`team.sprints.${part}`),
          color: colors[part],
        }))}
        yLabel={t('team.sprints.yAxis')}
        height={CHART_HEIGHT}
        renderTooltip={column => {
          const sprint = sprintOf(column);
          return (
            sprint && (
              <ChartTooltip
                title={sprint.title}
                rows={[
                  { label: sprint.dates },
                  ...PARTS.map(part => ({
                    label: t(`team.sprints.${part}`),
                    value: amounts(sprint)[part],
                    color: colors[part],
                  })),
                  ...(sprint.isCut
                    ? [{ label: t('team.sprints.running') }]
                    : []),
                ]}
                hint={hintOf(sprint.summary)}
              />
            )
          );
        }}
        onOpen={column => open(sprintOf(column)?.summary ?? {})}
      />
    </ChartFrame>
  );
}

/** What sprints planned, took in and finished; without a board, how to connect one. */
export function Sprints({ numbers }: { readonly numbers: SectionNumbers }) {
  const { t } = useFormats();
  const { sprints, window } = numbers.answer;
  const reason = metricOf(numbers, METRIC)?.metric?.value.reason;
  const words = {
    title: t('team.sprints.title'),
    subtitle: t('team.sprints.subtitle'),
  };
  if (sprints && sprints.length > 0)
    return <Chart sprints={sprints} isBusy={numbers.isBusy} />;
  if (reason)
    return <ReasonBlock {...words} reason={reason} days={window.days} />;
  return sprints ? <Block {...words}>{t('team.sprints.none')}</Block> : null;
}
