import { stringifyEntityRef } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  MetricWindow,
  PolicyChangeMark,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  ChartFrame,
  ChartTooltip,
  DeploymentTimeline,
  Legend,
  MarkSymbol,
  toMarks,
  useCoarsePointer,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Formats,
  MarkKind,
  TimelineMark,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PolicyMarksNote } from '../../policies/PolicyMarksNote';
import { markText } from '../../policies/policyTexts';
import { isRollUp } from '../cards/isRollUp';
import { useDoraContext } from '../state/DoraContext';
import {
  deploymentRows,
  deploymentText,
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
// Beside bars only failures are single marks.
const BAR_KINDS = ['failed'] as const;

export interface TimelineBlockProps {
  readonly window: MetricWindow;
  readonly rows: readonly DeploymentRow[];
  readonly isBusy: boolean;
  /** When the policy changed in the window; none while that is not known. */
  readonly policyChanges?: readonly PolicyChangeMark[];
}

function timelineText(
  marks: readonly TimelineMark[],
  span: MetricWindow,
  formats: Formats,
): string {
  const { t, counted, count, dayRange } = formats;
  const of = (kind: MarkKind) => marks.filter(mark => mark.kind === kind);
  const failed = of('failed');
  const open = failed.filter(({ row }) => !row.isRecovered).length;
  const [rollbacks, attempts] = [of('rollback'), of('notDeployed')];
  const parts = [
    failed.length === 0
      ? t('dora.timeline.noneFailed')
      : t('dora.timeline.someFailed', { amount: count(failed.length) }),
    ...(open > 0 ? [t('dora.timeline.someOpen', { amount: count(open) })] : []),
    ...(rollbacks.length > 0
      ? [t('dora.timeline.someRollbacks', counted(rollbacks.length))]
      : []),
    ...(attempts.length > 0
      ? [t('dora.timeline.someAttempts', counted(attempts.length))]
      : []),
  ];
  return t('dora.timeline.text', {
    deployments: t(
      'dora.cards.deployments',
      counted(marks.length - attempts.length),
    ),
    ...dayRange(span),
    parts: parts.join(', '),
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

/** What a mark says. Kept, since a chart of hundreds of marks is drawn anew with every move of the pointer. */
function useDescriptions() {
  const formats = useFormats();
  return useMemo(() => {
    const known = new WeakMap<DeploymentRow, string>();
    return (row: DeploymentRow) => {
      const text = known.get(row) ?? deploymentText(row, formats);
      known.set(row, text);
      return text;
    };
  }, [formats]);
}

/** When the service was deployed, what failed and how long that lasted. */
export function TimelineBlock({
  window: span,
  rows,
  isBusy,
  policyChanges = [],
}: TimelineBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const { update, entity } = useDoraContext();
  const isNarrow = useLayoutSize() === 'narrow';
  const isTouched = useCoarsePointer();
  const marks = useMemo(() => toMarks(rows), [rows]);
  const fresh = useFreshIds(
    marks.map(mark => mark.id),
    `${span.from} ${span.to}`,
  );
  const describe = useDescriptions();
  const manyMode = marks.length > MAXIMUM_MARKS ? 'day' : 'marks';
  const mode = isNarrow ? 'week' : manyMode;
  const subtitle = {
    marks: 'dora.timeline.subtitle',
    day: 'dora.timeline.subtitleBars',
    week: 'dora.timeline.subtitleWeeks',
  } as const;
  const kinds = (mode === 'marks' ? KINDS : BAR_KINDS).filter(kind =>
    marks.some(mark => mark.kind === kind),
  );
  const height = isNarrow ? NARROW_HEIGHT : HEIGHT;
  if (marks.length === 0) {
    return (
      <Block title={t('dora.timeline.title')} subtitle={t(subtitle[mode])}>
        {t('dora.timeline.none')}
      </Block>
    );
  }
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
        changes={policyChanges.map(change => ({
          at: change.at,
          label: t('policies.mark.label'),
          description: markText(change, isRollUp(entity), formats),
        }))}
        describe={({ row }) => describe(row)}
        renderTooltip={({ row }) => (
          <ChartTooltip
            title={revisionText(row, t)}
            rows={deploymentRows(row, formats)}
            hint={t(
              isTouched ? 'dora.timeline.tapRow' : 'dora.timeline.enterRow',
            )}
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
      <PolicyMarksNote
        changes={policyChanges}
        entityRef={stringifyEntityRef(entity)}
        isRollUp={isRollUp(entity)}
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
