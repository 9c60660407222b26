import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityName,
  Fraction,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { GapsList } from './GapsList';

const useStyles = makeStyles(theme => ({
  paper: { fontFamily: theme.typography.fontFamily },
  header: { padding: theme.spacing(2, 3, 1) },
  title: { fontSize: 18, lineHeight: '24px', fontWeight: 600, margin: 0 },
  fix: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
}));

export interface GapsDialogProps {
  readonly entity: EntityName;
  /** The 90 days that end with today where absent. */
  readonly window?: MetricWindow;
  /** Absent where none is open. */
  readonly fraction?: Fraction;
  readonly onClose: () => void;
}

/** What a fraction lacks, with what closes the gap. */
export function GapsDialog({
  entity,
  window,
  fraction,
  onClose,
}: GapsDialogProps) {
  const classes = useStyles();
  const { t, counted } = useFormats();
  const touchTargets = useTouchTargets();
  const isNarrow = useLayoutSize() === 'narrow';
  const titleId = useId();
  return (
    <Dialog
      open={fraction !== undefined}
      onClose={onClose}
      maxWidth="md"
      fullWidth
      fullScreen={isNarrow}
      aria-labelledby={titleId}
      PaperProps={{ className: `${classes.paper} ${touchTargets}` }}
    >
      {fraction && (
        <>
          <div className={classes.header}>
            <h2 id={titleId} className={classes.title}>
              {t(
                `health.gaps.${fraction.id}`,
                counted(fraction.total - fraction.count),
              )}
            </h2>
            <div className={classes.fix}>
              {t(`health.gaps.${fraction.id}Fix`)}
            </div>
          </div>
          <DialogContent dividers>
            <GapsList
              entity={entity}
              window={window}
              fraction={fraction.id}
              missingCount={fraction.total - fraction.count}
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('kit.close')}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
