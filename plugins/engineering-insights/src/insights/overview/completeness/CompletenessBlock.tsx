import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { Completeness } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  useChartColors,
  usePagesFormats,
  useOverviewCompleteness,
} from '@sei-platform/plugin-engineering-insights-react';
import { useOverviewContext } from '../state/OverviewContext';
import { useCompletenessTitle } from './useCompletenessTitle';

const HEIGHT = 320;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 'none' },
  },
  line: {
    display: 'block',
    width: '100%',
    minHeight: 48,
    textAlign: 'left',
    padding: theme.spacing(1, 0),
    fontFamily: theme.typography.fontFamily,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  words: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    fontSize: 13,
    lineHeight: '18px',
  },
  name: { flex: 1, minWidth: 0 },
  share: {
    fontWeight: 600,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  detail: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  track: {
    display: 'block',
    height: 6,
    borderRadius: 3,
    margin: theme.spacing(0.5, 0),
    backgroundColor: theme.palette.action.hover,
    border: `1px solid ${theme.palette.divider}`,
    overflow: 'hidden',
  },
  filled: { display: 'block', height: '100%' },
}));

function Line({ fraction }: { readonly fraction: Completeness }) {
  const classes = useStyles();
  const colors = useChartColors();
  const { t, count, share, counted } = usePagesFormats();
  const titleOf = useCompletenessTitle();
  const { state, update } = useOverviewContext();
  const { id, metricId, total, lackingCount } = fraction;
  const name = titleOf(id, metricId);
  if (total === 0) {
    return (
      <div className={classes.line}>
        <div className={classes.words}>
          <span className={classes.name}>{name}</span>
        </div>
        <div className={classes.detail}>
          {t('overview.completeness.nothing', { days: String(state.days) })}
        </div>
      </div>
    );
  }
  const content = (
    <>
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        <span className={classes.share}>{share(fraction.count / total)}</span>
      </span>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.filled}
          data-ink
          style={{
            width: `${(fraction.count / total) * 100}%`,
            backgroundColor: colors.series,
          }}
        />
      </span>
      <span className={classes.detail}>
        {t('format.shareOf', {
          numerator: count(fraction.count),
          denominator: count(total),
        })}
        {' · '}
        {lackingCount > 0
          ? t('overview.completeness.lacking', counted(lackingCount))
          : t('overview.completeness.all')}
      </span>
    </>
  );
  if (lackingCount === 0) return <div className={classes.line}>{content}</div>;
  return (
    <ButtonBase
      className={classes.line}
      aria-haspopup="dialog"
      onClick={() => update({ list: { kind: 'lacking', id, metricId } })}
    >
      {content}
    </ButtonBase>
  );
}

/** How much of what there is can be counted: fractions that open who lacks it, and no score. */
export function CompletenessBlock() {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { query } = useOverviewContext();
  const completeness = useOverviewCompleteness(query);
  const what = t('overview.whatCompleteness');
  return (
    <Block
      title={t('overview.completeness.title')}
      subtitle={t('overview.completeness.subtitle')}
      isBusy={completeness.isPlaceholderData}
    >
      {completeness.error && (
        <BlockError
          error={completeness.error}
          what={what}
          onRetry={() => completeness.refetch()}
        />
      )}
      {!completeness.error && !completeness.data && (
        <BlockSkeleton height={HEIGHT} what={what} />
      )}
      {!completeness.error && completeness.data && (
        <ul className={classes.list}>
          {completeness.data.fractions.map(fraction => (
            <li
              key={`${fraction.id} ${fraction.metricId}`}
              className={classes.item}
            >
              <Line fraction={fraction} />
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
