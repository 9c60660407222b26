import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import { makeStyles } from '@material-ui/core/styles';
import type {
  NowItem,
  NowTile,
  NowTileId,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  PlainTable,
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { ageText, ruleText } from './tileTexts';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

const useStyles = makeStyles(theme => ({
  paper: { fontFamily: theme.typography.fontFamily },
  title: { fontSize: 18, lineHeight: '24px', fontWeight: 600, margin: 0 },
  header: { padding: theme.spacing(2, 3, 1) },
  rule: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
  name: { overflowWrap: 'anywhere' },
}));

type OpenTile = Extract<NowTile, { status: 'ok' }>;

function Items({
  id,
  tile,
}: {
  readonly id: NowTileId;
  readonly tile: OpenTile;
}) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, instantUtc } = formats;
  const hasSeverity = tile.items.some(item => item.severity);
  const severity = ({ severity: name }: NowItem) => {
    const known = SEVERITIES.find(candidate => candidate === name);
    return known ? t(`team.severity.${known}`) : t('team.severity.unknown');
  };
  return (
    <PlainTable
      caption={t(`team.now.${id}`)}
      columns={[
        { label: t('team.now.columnTitle') },
        { label: t('team.now.columnService') },
        ...(hasSeverity ? [{ label: t('team.now.columnSeverity') }] : []),
        { label: t('team.now.columnAge'), isNumber: true },
      ]}
      rows={tile.items.map((item, index) => ({
        id: `${index} ${item.entityRef} ${item.title}`,
        cells: [
          <span className={classes.name}>
            {item.url ? <Link to={item.url}>{item.title}</Link> : item.title}
          </span>,
          item.serviceTitle,
          ...(hasSeverity ? [severity(item)] : []),
          <time dateTime={item.since} title={instantUtc(item.since)}>
            {ageText(item.since, formats)}
          </time>,
        ],
      }))}
    />
  );
}

export interface NowListProps {
  /** The tile whose list is open. */
  readonly id: NowTileId;
  readonly tile?: NowTile;
  readonly onClose: () => void;
}

/** What a tile counts: titles, services and ages, the longest first. */
export function NowList({ id, tile, onClose }: NowListProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t, count } = formats;
  const touchTargets = useTouchTargets();
  const isNarrow = useLayoutSize() === 'narrow';
  const titleId = useId();
  const shown = tile?.status === 'ok' ? { id, tile } : undefined;
  return (
    <Dialog
      open={shown !== undefined}
      onClose={onClose}
      maxWidth="md"
      fullWidth
      fullScreen={isNarrow}
      aria-labelledby={titleId}
      PaperProps={{ className: `${classes.paper} ${touchTargets}` }}
    >
      {shown && (
        <>
          <div className={classes.header}>
            <h2 id={titleId} className={classes.title}>
              {t(`team.now.${shown.id}`)}
            </h2>
            <div className={classes.rule}>
              {ruleText(shown.id, shown.tile, formats)}
            </div>
          </div>
          <DialogContent dividers>
            <Items id={shown.id} tile={shown.tile} />
            {shown.tile.items.length < shown.tile.totalCount && (
              <p className={classes.rule}>
                {t('team.now.cut', {
                  shown: count(shown.tile.items.length),
                  total: count(shown.tile.totalCount),
                })}
              </p>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('kit.close')}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
