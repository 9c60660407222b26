import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '../formats';
import type { Formats } from '../formats';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'center',
    gap: theme.spacing(0.5),
    minHeight: 96,
    height: '100%',
  },
  sentence: { fontSize: 14, lineHeight: '20px' },
  detail: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  actions: {
    display: 'flex',
    gap: theme.spacing(1),
    marginLeft: -theme.spacing(0.5),
    marginTop: theme.spacing(0.5),
  },
}));

export interface BlockErrorProps {
  readonly error: unknown;
  /** What could not be loaded: "deployments". */
  readonly what: string;
  readonly onRetry: () => void;
}

/** The sentence for a request that failed. */
export function describeError(
  error: unknown,
  what: string,
  t: Formats['t'],
): string {
  if (!isProblemError(error)) return t('kit.couldNotReach', { what });
  if (error.problem.status === 403) return t('kit.notPermitted', { what });
  return t('kit.couldNotLoad', { what, status: String(error.problem.status) });
}

function errorDetails(error: unknown, what: string): string {
  const details = isProblemError(error)
    ? error.problem
    : { detail: String(error) };
  return JSON.stringify(
    {
      what,
      at: new Date().toISOString(),
      page: window.location.href,
      ...details,
    },
    undefined,
    2,
  );
}

/** A block that could not be loaded: what, what is unaffected, and two ways on. */
export function BlockError({ error, what, onRetry }: BlockErrorProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const isForbidden = isProblemError(error) && error.problem.status === 403;
  const detail =
    isProblemError(error) && error.problem.detail !== error.problem.title
      ? error.problem.detail
      : undefined;
  return (
    <div className={classes.root} role="alert">
      <div className={classes.sentence}>
        {describeError(error, what, t)} {!isForbidden && t('kit.unaffected')}
      </div>
      {detail && <div className={classes.detail}>{detail}</div>}
      <div className={classes.actions}>
        <Button size="small" color="primary" onClick={onRetry}>
          {t('kit.retry')}
        </Button>
        <CopyButton
          label={t('kit.copyDetails')}
          text={() => errorDetails(error, what)}
        />
      </div>
    </div>
  );
}
