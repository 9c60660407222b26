import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type {
  MetricBands,
  OverviewAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  Legend,
  TOUCH_MEDIA,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMetricTitle, useOverviewContext } from '../state/OverviewContext';
import { BANDED_METRICS } from '../state/overviewState';
import { useBandParts } from './useBandParts';

const useStyles = makeStyles(theme => ({
  row: { marginBottom: theme.spacing(2) },
  name: {
    fontSize: 13,
    lineHeight: '18px',
    fontWeight: 600,
    margin: theme.spacing(0, 0, 0.5),
  },
  strip: { display: 'flex', gap: 2, minWidth: 0 },
  part: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    justifyContent: 'flex-start',
    // Of few services the part can still be hit.
    minWidth: 28,
    [TOUCH_MEDIA]: { minWidth: 44, minHeight: 44 },
    flexBasis: 0,
    overflow: 'hidden',
    fontFamily: theme.typography.fontFamily,
    borderRadius: 3,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
    '&:hover $bar': { opacity: 0.8 },
  },
  bar: { height: 20, borderRadius: 3 },
  count: {
    fontSize: 13,
    lineHeight: '20px',
    textAlign: 'left',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
}));

function Strip({ metricId, counts }: MetricBands) {
  const classes = useStyles();
  const { t, count, counted } = usePagesFormats();
  const parts = useBandParts();
  const titleOf = useMetricTitle();
  const { update } = useOverviewContext();
  const known = BANDED_METRICS.find(id => id === metricId);
  if (!known) return null;
  return (
    <div className={classes.row}>
      <h3 className={classes.name}>{titleOf(metricId)}</h3>
      <div className={classes.strip}>
        {parts
          .filter(({ id }) => counts[id] > 0)
          .map(({ id, label, color }) => (
            <ButtonBase
              key={id}
              className={classes.part}
              style={{ flexGrow: counts[id] }}
              aria-haspopup="dialog"
              aria-label={t('overview.strip.part', {
                metric: titleOf(metricId),
                band: label,
                services: t('kit.services', counted(counts[id])),
              })}
              title={`${label}: ${t('kit.services', counted(counts[id]))}`}
              onClick={() =>
                update({ list: { kind: 'band', metricId: known, band: id } })
              }
            >
              <span
                className={classes.bar}
                data-ink
                style={{ backgroundColor: color }}
              />
              <span className={classes.count}>{count(counts[id])}</span>
            </ButtonBase>
          ))}
      </div>
    </div>
  );
}

export interface BandStripsProps {
  readonly answer: OverviewAnswer;
  readonly isBusy: boolean;
}

/** How many services are in each band in the window, of each metric; never which team is first. */
export function BandStrips({ answer, isBusy }: BandStripsProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const parts = useBandParts();
  return (
    <Block
      title={t('overview.strip.title')}
      subtitle={t('overview.strip.subtitle', {
        days: String(answer.window.days),
      })}
      isBusy={isBusy}
    >
      {answer.bands.map(bands => (
        <Strip key={bands.metricId} {...bands} />
      ))}
      <Legend items={parts} />
      <div className={classes.note}>{t('overview.strip.legendNote')}</div>
    </Block>
  );
}
