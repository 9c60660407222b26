import { makeStyles } from '@material-ui/core/styles';
import type {
  Change,
  MetricUnit,
} from '@sei-platform/plugin-engineering-insights-common';
import { useChartColors } from '../colors';
import { useFormats } from '../formats';
import type { FrequencyUnit } from '../formats';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 'inherit',
    lineHeight: '16px',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
  },
  clear: { fontWeight: 600 },
  arrow: { display: 'inline-block', width: '1.1em' },
}));

export interface ChangeTextProps {
  readonly change: Change;
  readonly unit: MetricUnit;
  /** The present value, whose own scale the change is told in. */
  readonly value?: number;
  /** The unit that a rate is told in, where it is not chosen by the value. */
  readonly rateUnit?: FrequencyUnit;
}

/** How a value moved: an arrow, the amount and a word; coloured only when it is clear. */
export function ChangeText({
  change,
  unit,
  value,
  rateUnit,
}: ChangeTextProps) {
  const classes = useStyles();
  const colors = useChartColors();
  const formats = useFormats();
  if (change.verdict === 'notComparable') return null;
  const text = formats.change({ change, unit, value, rateUnit });
  if (change.verdict !== 'better' && change.verdict !== 'worse') {
    return <span className={classes.root}>{text}</span>;
  }
  return (
    <span
      className={`${classes.root} ${classes.clear}`}
      style={{ color: colors[change.verdict] }}
    >
      <span className={classes.arrow} aria-hidden>
        {change.difference < 0 ? '↓' : '↑'}
      </span>
      {text}
    </span>
  );
}
