import { makeStyles } from '@material-ui/core/styles';
import type {
  MetricDefinition,
  MetricMove,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useOverviewChanges,
} from '@sei-platform/plugin-engineering-insights-react';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../../page/bar/BarSelect';
import { describeReason } from '../../../reasons/describeReason';
import { useMetricTitle, useOverviewContext } from '../state/OverviewContext';
import { MOVED_METRICS } from '../state/overviewState';
import { Contributions } from './Contributions';
import { phaseRows, serviceRows, signedText } from './contributionRows';
import type { ContributionRow, KnownMove } from './contributionRows';

const HEIGHT = 320;

const useStyles = makeStyles(theme => ({
  text: { fontSize: 13, lineHeight: '18px', margin: theme.spacing(1, 0, 0) },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    margin: theme.spacing(0.5, 0, 0),
  },
}));

/** The part that brought most to the side that the whole went to. */
function mostOf(
  rows: readonly ContributionRow[],
  difference: number,
): ContributionRow | undefined {
  return rows
    .filter(
      ({ isRest, contribution }) => !isRest && contribution * difference > 0,
    )
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))[0];
}

function moveText(
  move: KnownMove,
  definition: MetricDefinition,
  formats: PagesFormats,
): string {
  const { t } = formats;
  const isShare = definition.unit === 'ratio';
  const words = {
    title: definition.title,
    statistic: t(isShare ? 'overview.moved.share' : 'overview.moved.mean'),
    value: formats.value(definition.unit, move.value),
    previous: formats.value(definition.unit, move.previous),
  };
  if (words.value === words.previous) {
    return t('overview.moved.textSame', {
      ...words,
      change: signedText(move.difference, definition, formats),
    });
  }
  const change = formats.change({
    change: {
      verdict: 'neutral',
      isClear: true,
      difference: move.difference,
    },
    unit: definition.unit,
    value: move.value,
  });
  const most = mostOf(
    [...phaseRows(move, formats), ...serviceRows(move, formats)],
    move.difference,
  );
  return [
    t('overview.moved.text', { ...words, change }),
    most &&
      t('overview.moved.most', {
        name: most.label,
        contribution: signedText(most.contribution, definition, formats),
      }),
  ]
    .filter(Boolean)
    .join(' ');
}

function Move({
  move,
  days,
}: {
  readonly move: MetricMove;
  readonly days: number;
}) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t } = formats;
  const { definitions } = useOverviewContext();
  const definition = definitions.find(({ id }) => id === move.metricId);
  if (!definition) return null;
  if (move.status === 'noData') {
    const isNone = move.reason.code === 'noDataInWindow';
    return (
      <p className={classes.text}>
        {isNone
          ? t('overview.moved.none')
          : describeReason(move.reason, { days, formats }).sentence}
      </p>
    );
  }
  const phases = phaseRows(move, formats);
  const shared = { definition, difference: move.difference };
  return (
    <>
      <p className={classes.text}>{moveText(move, definition, formats)}</p>
      <p className={classes.note}>
        {t(
          definition.unit === 'ratio'
            ? 'overview.moved.shareNote'
            : 'overview.moved.meanNote',
        )}
      </p>
      {phases.length > 0 && (
        <Contributions
          {...shared}
          title={t('overview.moved.byPhase')}
          what={t('overview.moved.phase')}
          note={t('overview.moved.phaseNote')}
          rows={phases}
        />
      )}
      <Contributions
        {...shared}
        title={t('overview.moved.byService')}
        what={t('overview.moved.service')}
        note={t('overview.moved.serviceNote')}
        rows={serviceRows(move, formats)}
      />
    </>
  );
}

/** How a metric moved from the window before, and what of that is whose. */
export function MovedBlock() {
  const { t } = usePagesFormats();
  const titleOf = useMetricTitle();
  const { query, state, update } = useOverviewContext();
  const changes = useOverviewChanges(query);
  const what = t('overview.whatChanges');
  const days = String(state.days);
  const move = changes.data?.metrics.find(
    ({ metricId }) => metricId === state.movedMetricId,
  );
  return (
    <Block
      title={t('overview.moved.title')}
      subtitle={t('overview.moved.subtitle', { days })}
      isBusy={changes.isPlaceholderData}
    >
      {changes.error && (
        <BlockError
          error={changes.error}
          what={what}
          onRetry={() => changes.refetch()}
        />
      )}
      {!changes.error && !changes.data && (
        <BlockSkeleton height={HEIGHT} what={what} />
      )}
      {!changes.error && move && (
        <>
          <BarSelect
            label={t('overview.moved.metric')}
            value={state.movedMetricId}
            options={MOVED_METRICS.map(id => ({
              value: id,
              label: titleOf(id),
            }))}
            onChange={movedMetricId => update({ movedMetricId })}
          />
          <Move move={move} days={state.days} />
        </>
      )}
    </Block>
  );
}
