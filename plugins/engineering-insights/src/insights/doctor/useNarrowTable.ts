import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  table: {
    '& table': { tableLayout: 'fixed' },
    '& td, & th': { overflowWrap: 'anywhere', verticalAlign: 'top' },
    '& th': { whiteSpace: 'normal' },
  },
});

/** The class of what holds a table that fits its place, however narrow. */
export function useNarrowTable(): string {
  return useStyles().table;
}
