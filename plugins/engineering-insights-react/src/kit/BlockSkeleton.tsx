import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useFormats } from '../formats';
import { useDelayed } from '../hooks';

const useStyles = makeStyles(theme => ({
  root: { position: 'relative' },
  note: {
    position: 'absolute',
    inset: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: 13,
    textAlign: 'center',
    color: theme.palette.text.primary,
  },
}));

const SLOW_AFTER_MS = 3_000;

export interface BlockSkeletonProps {
  readonly height: number;
  /** What is loading: "90 days of deployments". */
  readonly what: string;
}

/** The place of something that is loading, in its final size; after three seconds it says what takes so long. */
export function BlockSkeleton({ height, what }: BlockSkeletonProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const isSlow = useDelayed(true, SLOW_AFTER_MS);
  return (
    <div
      className={classes.root}
      role="status"
      aria-label={t('kit.loading', { what })}
    >
      <Skeleton variant="rect" height={height} />
      {isSlow && (
        <div className={classes.note}>{t('kit.stillLoading', { what })}</div>
      )}
    </div>
  );
}
