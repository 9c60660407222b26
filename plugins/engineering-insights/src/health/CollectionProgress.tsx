import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';

const useStyles = makeStyles(theme => ({
  text: {
    fontSize: 14,
    lineHeight: '20px',
    marginBottom: theme.spacing(0.5),
  },
}));

export interface CollectionProgressProps {
  /** What the bar shows, for those who do not see it. */
  readonly label: string;
  /** "42 of 120 places read". */
  readonly progress: string;
  readonly doneCount: number;
  readonly totalCount: number;
  /** Absent until enough was read to tell. */
  readonly secondsLeft?: number;
}

/** How far the first collection is, and about how long it takes still. */
export function CollectionProgress({
  label,
  progress,
  doneCount,
  totalCount,
  secondsLeft,
}: CollectionProgressProps) {
  const classes = useStyles();
  const { t, duration } = useFormats();
  return (
    <div>
      <div className={classes.text}>
        {progress} ·{' '}
        {secondsLeft === undefined
          ? t('health.page.collectionUnknown')
          : t('health.page.collectionLeft', {
              duration: duration(secondsLeft),
            })}
      </div>
      <LinearProgress
        variant="determinate"
        aria-label={label}
        value={totalCount === 0 ? 0 : (100 * doneCount) / totalCount}
      />
    </div>
  );
}
