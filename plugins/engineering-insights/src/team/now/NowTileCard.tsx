import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type {
  NowTile,
  NowTileId,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../../reasons/describeReason';
import { useTeamContext } from '../state/TeamContext';
import { ageText, ruleText } from './tileTexts';

export const NOW_TILE_HEIGHT = 108;

const useStyles = makeStyles(theme => ({
  root: {
    boxSizing: 'border-box',
    width: '100%',
    minWidth: 0,
    minHeight: NOW_TILE_HEIGHT,
    padding: theme.spacing(1.25, 1.5, 1),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    justifyContent: 'flex-start',
    textAlign: 'left',
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontFamily: theme.typography.fontFamily,
  },
  button: {
    transition: theme.transitions.create(['border-color', 'box-shadow'], {
      duration: 120,
    }),
    '&:hover': {
      borderColor: theme.palette.text.secondary,
      boxShadow: theme.shadows[1],
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  title: { fontSize: 13, lineHeight: '16px', fontWeight: 600 },
  line: {
    fontSize: 11.5,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  value: {
    fontSize: 28,
    lineHeight: '32px',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
    marginTop: 'auto',
  },
  none: { fontSize: 20, fontWeight: 400, color: theme.palette.text.secondary },
  reason: { fontSize: 13, lineHeight: '18px', marginTop: theme.spacing(0.5) },
}));

export interface NowTileCardProps {
  readonly id: NowTileId;
  readonly tile: NowTile;
  /** The days of the window that is shown, in which a reason may be told. */
  readonly days: number;
}

/** How much waits, and how long the longest does; one that is not empty opens its list. */
export function NowTileCard({ id, tile, days }: NowTileCardProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, count } = formats;
  const { update } = useTeamContext();
  const head = (
    <>
      <div className={classes.title}>{t(`team.now.${id}`)}</div>
      <div className={classes.line}>{ruleText(id, tile, formats)}</div>
    </>
  );
  if (tile.status === 'noData')
    return (
      <div className={classes.root}>
        {head}
        <div className={classes.reason}>
          {describeReason(tile.reason, { days, formats }).sentence}
        </div>
      </div>
    );
  if (tile.totalCount === 0)
    return (
      <div className={classes.root}>
        {head}
        <div className={`${classes.value} ${classes.none}`}>
          {t('team.now.none')}
        </div>
      </div>
    );
  const [longest] = tile.items;
  return (
    <ButtonBase
      className={`${classes.root} ${classes.button}`}
      title={t('team.now.open')}
      aria-haspopup="dialog"
      onClick={() => update({ tile: id })}
    >
      {head}
      <div className={classes.value}>{count(tile.totalCount)}</div>
      {longest && (
        <div className={classes.line}>
          {t('team.now.oldest', { age: ageText(longest.since, formats) })}
        </div>
      )}
    </ButtonBase>
  );
}
