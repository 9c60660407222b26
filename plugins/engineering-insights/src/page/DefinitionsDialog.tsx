import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';

const useStyles = makeStyles(theme => ({
  item: { marginBottom: theme.spacing(2.5) },
  title: { fontSize: 15, fontWeight: 600, lineHeight: '20px', margin: 0 },
  text: { fontSize: 14, lineHeight: '20px', margin: 0 },
  formula: {
    fontSize: 13,
    lineHeight: '18px',
    margin: 0,
    color: theme.palette.text.secondary,
  },
}));

export interface DefinitionsDialogProps {
  readonly definitions: readonly MetricDefinition[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Definitions, for reading through. */
export function DefinitionsDialog({
  definitions,
  isOpen,
  onClose,
}: DefinitionsDialogProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const titleId = useId();
  return (
    <Dialog
      open={isOpen}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>{t('dora.bar.definitions')}</DialogTitle>
      <DialogContent dividers>
        {definitions.map(definition => (
          <section key={definition.id} className={classes.item}>
            <h3 className={classes.title}>{definition.title}</h3>
            <p className={classes.text}>{definition.summary}</p>
            <p className={classes.formula}>{definition.formula}</p>
          </section>
        ))}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('kit.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
