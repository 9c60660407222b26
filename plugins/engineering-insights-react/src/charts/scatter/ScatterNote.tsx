import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../formats';

const useStyles = makeStyles(theme => ({
  root: { fontSize: 12, color: theme.palette.text.secondary },
}));

export interface ScatterNoteProps {
  readonly hiddenCount: number;
  /** The label of the highest level. */
  readonly level?: string;
}

/** Says how many points are not drawn, so that a thin chart is not taken for few records. */
export function ScatterNote({ hiddenCount, level }: ScatterNoteProps) {
  const classes = useStyles();
  const { t, counted } = useFormats();
  if (hiddenCount === 0) return null;
  return (
    <div className={classes.root}>
      {level === undefined
        ? t('chart.notDrawn', counted(hiddenCount))
        : t('chart.outliersOnly', { level, ...counted(hiddenCount) })}
    </div>
  );
}
