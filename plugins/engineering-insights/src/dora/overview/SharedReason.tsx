import { makeStyles } from '@material-ui/core/styles';
import { useLayoutSize } from '@sei-platform/plugin-engineering-insights-react/hooks';
import { METRIC_LINE_HEIGHT } from './MetricLine';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 11fr) minmax(0, 16fr)',
    gridAutoRows: METRIC_LINE_HEIGHT.wide,
    margin: 0,
    fontSize: 14,
    lineHeight: '20px',
  },
  title: {
    gridColumn: 1,
    display: 'flex',
    alignItems: 'center',
    color: theme.palette.text.secondary,
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  reason: {
    gridArea: '1 / 2 / span 5 / auto',
    display: 'flex',
    alignItems: 'center',
    margin: 0,
    paddingLeft: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  narrow: { fontSize: 14, lineHeight: '20px', margin: theme.spacing(1, 0) },
}));

export interface SharedReasonProps {
  readonly sentence: string;
  /** The metrics that it is the reason of. */
  readonly titles: readonly string[];
}

/** Why none of the metrics is known, said once, in the place that they would take. */
export function SharedReason({ sentence, titles }: SharedReasonProps) {
  const classes = useStyles();
  if (useLayoutSize() === 'narrow') {
    return <p className={classes.narrow}>{sentence}</p>;
  }
  return (
    <dl className={classes.root}>
      {titles.map(title => (
        <dt key={title} className={classes.title}>
          {title}
        </dt>
      ))}
      <dd className={classes.reason}>{sentence}</dd>
    </dl>
  );
}
