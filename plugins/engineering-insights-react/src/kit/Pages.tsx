import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import ChevronLeftIcon from '@material-ui/icons/ChevronLeft';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import { useFormats } from '../formats';

const useStyles = makeStyles(theme => ({
  footer: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    fontSize: 12,
    paddingTop: theme.spacing(1),
  },
}));

export interface PagesProps {
  /** From 0. */
  readonly page: number;
  readonly lastPage: number;
  readonly pageSize: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
}

/** Which rows of how many are shown, and the way to the others. */
export function Pages({ page, lastPage, pageSize, total, onPage }: PagesProps) {
  const classes = useStyles();
  const { t, count } = useFormats();
  return (
    <div className={classes.footer}>
      {t('kit.rows', {
        from: count(page * pageSize + 1),
        to: count(Math.min((page + 1) * pageSize, total)),
        total: count(total),
      })}
      <IconButton
        size="small"
        aria-label={t('kit.previousPage')}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeftIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('kit.nextPage')}
        disabled={page === lastPage}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRightIcon fontSize="small" />
      </IconButton>
    </div>
  );
}
