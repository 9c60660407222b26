import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../formats';
import { useCoarsePointer } from '../hooks';

const useStyles = makeStyles(theme => ({
  root: {
    pointerEvents: 'none',
    maxWidth: 280,
    padding: theme.spacing(1, 1.25),
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    boxShadow: theme.shadows[3],
    fontSize: 12,
    lineHeight: '18px',
    textAlign: 'left',
  },
  title: { fontWeight: 600, overflowWrap: 'anywhere' },
  row: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  label: { flex: 1, overflowWrap: 'anywhere' },
  swatch: { width: 8, height: 8, borderRadius: 2, flex: 'none' },
  hint: { color: theme.palette.text.secondary },
}));

export interface TooltipRow {
  readonly label: string;
  readonly value?: string;
  readonly color?: string;
}

export interface ChartTooltipProps {
  readonly title: string;
  readonly rows: readonly TooltipRow[];
  readonly hint?: string;
}

/** What stands behind the point under the pointer or the keyboard. */
export function ChartTooltip({ title, rows, hint }: ChartTooltipProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const isTouched = useCoarsePointer();
  return (
    <div className={classes.root}>
      <div className={classes.title}>{title}</div>
      {rows.map((row, index) => (
        // Two services may have one title.
        <div key={index} className={classes.row}>
          {row.color && (
            <span
              className={classes.swatch}
              style={{ backgroundColor: row.color }}
            />
          )}
          <span className={classes.label}>{row.label}</span>
          {row.value && <span>{row.value}</span>}
        </div>
      ))}
      <div className={classes.hint}>
        {hint ?? t(isTouched ? 'chart.tapHint' : 'chart.enterHint')}
      </div>
    </div>
  );
}
