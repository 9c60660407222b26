import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  DeploymentTimeline,
  Legend,
  MarkSymbol,
  toMarks,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  TimelineMark,
} from '@sei-platform/plugin-engineering-insights-react';
import { useDoraContext } from '../state/DoraContext';
import {
  deploymentRows,
  outcomeText,
  revisionText,
} from './describeDeployment';
import { useFreshIds } from './useFreshIds';

const useStyles = makeStyles(theme => ({
  legend: { marginTop: theme.spacing(1) },
  announcement: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
}));

const HEIGHT = 160;
const NARROW_HEIGHT = 220;
const MAXIMUM_MARKS = 150;
const KINDS = ['success', 'failed', 'rollback', 'notDeployed'] as const;

export interface TimelineBlockProps {
  readonly window: MetricWindow;
  readonly rows: readonly DeploymentRow[];
  readonly isBusy: boolean;
}

function timelineText(
  marks: readonly TimelineMark[],
  span: MetricWindow,
  formats: Formats,
): string {
  const { t, counted, count, dayRange } = formats;
  if (marks.length === 0) return t('dora.timeline.none');
  const failed = marks.filter(mark => mark.kind === 'failed');
  return t('dora.timeline.text', {
    deployments: t('dora.cards.deployments', counted(marks.length)),
    ...dayRange(span),
    failed: count(failed.length),
    rollbacks: count(marks.filter(mark => mark.kind === 'rollback').length),
    open: count(failed.filter(mark => mark.recoveredAt === undefined).length),
  });
}

function timelineTable(marks: readonly TimelineMark[], formats: Formats) {
  const { t, instantUtc } = formats;
  return {
    columns: [
      { label: t('dora.deployments.finished') },
      { label: t('dora.deployments.revision') },
      { label: t('dora.deployments.outcome') },
    ],
    rows: [...marks].reverse().map(({ id, row, at }) => ({
      id,
      cells: [
        instantUtc(new Date(at).toISOString()),
        revisionText(row, t),
        outcomeText(row, t),
      ],
    })),
  };
}

/** When the service was deployed, what failed and how long that lasted. */
export function TimelineBlock({
  window: span,
  rows,
  isBusy,
}: TimelineBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const { update } = useDoraContext();
  const isNarrow = useLayoutSize() === 'narrow';
  const marks = toMarks(rows);
  const fresh = useFreshIds(
    marks.map(mark => mark.id),
    `${span.from} ${span.to}`,
  );
  const describe = ({ row }: TimelineMark) =>
    [
      revisionText(row, t),
      ...deploymentRows(row, formats).map(({ label }) => label),
    ].join(', ');
  const manyMode = marks.length > MAXIMUM_MARKS ? 'day' : 'marks';
  const mode = isNarrow ? 'week' : manyMode;
  const subtitle = {
    marks: 'dora.timeline.subtitle',
    day: 'dora.timeline.subtitleBars',
    week: 'dora.timeline.subtitleWeeks',
  } as const;
  const kinds = KINDS.filter(kind => marks.some(mark => mark.kind === kind));
  const height = isNarrow ? NARROW_HEIGHT : HEIGHT;
  return (
    <ChartFrame
      title={t('dora.timeline.title')}
      subtitle={t(subtitle[mode])}
      text={timelineText(marks, span, formats)}
      table={timelineTable(marks, formats)}
      height={height}
      isBusy={isBusy}
    >
      <DeploymentTimeline
        window={span}
        marks={marks}
        height={height}
        mode={mode}
        freshIds={fresh}
        describe={describe}
        renderTooltip={({ row }) => (
          <ChartTooltip
            title={revisionText(row, t)}
            rows={deploymentRows(row, formats)}
            hint={t('dora.timeline.enterRow')}
          />
        )}
        onSelect={mark =>
          update({ deploymentId: mark.id, search: '', outcome: 'all' })
        }
      />
      <Legend
        className={classes.legend}
        items={kinds.map(kind => ({
          label: t(`dora.timeline.${kind}`),
          symbol: <MarkSymbol kind={kind} />,
        }))}
      />
      <div className={classes.announcement} role="status">
        {marks
          .filter(mark => fresh.has(mark.id))
          .map(({ row }) =>
            t('dora.timeline.added', {
              revision: revisionText(row, t),
              outcome: outcomeText(row, t),
            }),
          )
          .join(' ')}
      </div>
    </ChartFrame>
  );
}
